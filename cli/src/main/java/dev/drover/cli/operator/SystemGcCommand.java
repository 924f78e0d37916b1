package dev.drover.cli.operator;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.UsageException;
import java.util.List;

/** {@code system gc}. */
public final class SystemGcCommand extends BaseCommand {
    public SystemGcCommand() {
        super("Have the servers forget what has ended", "");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        none(arguments);
        context.tell(
                "Error running system garbage-collection",
                () -> context.client().maintenance().collectGarbage());
        return 0;
    }
}
