package dev.drover.cli.nodepool;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.text.SpecText;
import dev.drover.jobspec.SpecFiles;
import dev.drover.model.node.NodePool;
import java.util.List;

/** {@code node pool apply}. */
public final class NodePoolApplyCommand extends BaseCommand {
    private final Flag<Boolean> json = flags.toggle("json", "the input is JSON");

    public NodePoolApplyCommand() {
        super("Create or change a node pool", "<path|->");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        NodePool pool = SpecText.read(context.io(), single(arguments, "input"))
                .parse(json.get(), NodePool.class, SpecFiles::nodePool);
        context.tell(
                "Error applying node pool", () -> context.client().nodePools().apply(pool));
        context.print("Successfully applied node pool \"" + pool.name() + "\"!");
        return 0;
    }
}
