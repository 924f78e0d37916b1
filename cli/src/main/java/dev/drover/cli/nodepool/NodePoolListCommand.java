package dev.drover.cli.nodepool;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.PageFlags;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.json.DataFlags;
import dev.drover.model.node.NodePool;
import dev.drover.sdk.Answer;
import java.util.List;

/** {@code node pool list}. */
public final class NodePoolListCommand extends BaseCommand {
    private final DataFlags data = new DataFlags(flags);
    private final PageFlags page = new PageFlags(flags);

    public NodePoolListCommand() {
        super("List node pools", "");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        none(arguments);
        Answer<List<NodePool>> pools = context.ask(
                "Error querying node pools", () -> context.client().nodePools().list(page.query()));
        if (data.wanted()) {
            data.print(context, pools.value());
            return 0;
        }
        context.print(pools.value().isEmpty() ? "No node pools" : NodePoolLookup.table(pools.value()));
        page.footer(context, "node pool list", "", pools);
        return 0;
    }
}
