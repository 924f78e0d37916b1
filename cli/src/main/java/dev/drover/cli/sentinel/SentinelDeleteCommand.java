package dev.drover.cli.sentinel;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.UsageException;
import java.util.List;

/** {@code sentinel delete}. */
public final class SentinelDeleteCommand extends BaseCommand {
    public SentinelDeleteCommand() {
        super("Delete a rule that jobs have to keep", "<name>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        String name = single(arguments, "name");
        context.tell(
                "Error deleting Sentinel policy",
                () -> context.client().sentinelPolicies().delete(name));
        context.print("Successfully deleted \"" + name + "\" Sentinel policy!");
        return 0;
    }
}
