package dev.drover.cli.operator;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.sdk.Query;
import java.util.List;

/** {@code operator root keyring list}. */
public final class RootKeyringListCommand extends BaseCommand {
    private final Flag<Boolean> verbose = flags.toggle("verbose", "show whole ids");

    public RootKeyringListCommand() {
        super("List the root keys", "");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        none(arguments);
        context.print(RootKeys.table(
                context,
                context.ask(
                        "error",
                        () -> context.client().keyring().list(Query.NONE).value()),
                verbose.get()));
        return 0;
    }
}
