package dev.drover.cli.nodepool;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.UsageException;
import java.util.List;

/** {@code node pool delete}. */
public final class NodePoolDeleteCommand extends BaseCommand {
    public NodePoolDeleteCommand() {
        super("Delete a node pool without nodes and jobs", "<node-pool>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        String name = single(arguments, "node-pool");
        context.tell(
                "Error deleting node pool", () -> context.client().nodePools().delete(name));
        context.print("Successfully deleted node pool \"" + name + "\"!");
        return 0;
    }
}
