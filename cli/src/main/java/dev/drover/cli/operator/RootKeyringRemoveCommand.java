package dev.drover.cli.operator;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import java.util.List;

/** {@code operator root keyring remove}. */
public final class RootKeyringRemoveCommand extends BaseCommand {
    private final Flag<Boolean> force = flags.toggle("force", "also where something was encrypted or signed with it");

    public RootKeyringRemoveCommand() {
        super("Delete a root key that is not active", "<key ID>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        String id = single(arguments, "key ID");
        context.tell("error", () -> context.client().keyring().remove(id, force.get()));
        context.print("Removed encryption key " + id);
        return 0;
    }
}
