package dev.drover.cli.nodepool;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.PageFlags;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.json.DataFlags;
import dev.drover.cli.text.Ids;
import dev.drover.cli.text.Table;
import dev.drover.model.node.NodeListStub;
import dev.drover.sdk.Answer;
import java.util.List;

/** {@code node pool nodes}. */
public final class NodePoolNodesCommand extends BaseCommand {
    private final DataFlags data = new DataFlags(flags);
    private final PageFlags page = new PageFlags(flags);
    private final Flag<Boolean> verbose = flags.toggle("verbose", "show whole ids, addresses and versions");

    public NodePoolNodesCommand() {
        super("List the nodes of a node pool", "<node-pool>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        String name =
                NodePoolLookup.one(context, single(arguments, "node-pool")).name();
        Answer<List<NodeListStub>> nodes = context.ask(
                "Error querying nodes", () -> context.client().nodePools().nodes(name, page.query()));
        if (data.wanted()) {
            data.print(context, nodes.value());
            return 0;
        }
        context.print(nodes.value().isEmpty() ? "No nodes" : table(nodes.value()));
        page.footer(context, "node pool nodes", name, nodes);
        return 0;
    }

    private Table table(List<NodeListStub> nodes) {
        Table table = verbose.get()
                ? Table.withHeader("ID", "DC", "Name", "Class", "Address", "Version", "Drain", "Eligibility", "Status")
                : Table.withHeader("ID", "DC", "Name", "Class", "Drain", "Eligibility", "Status");
        for (NodeListStub node : nodes) {
            String id = new Ids(verbose.get()).shown(node.id());
            String nodeClass = Table.orNone(node.nodeClass());
            String drain = Boolean.toString(node.drain());
            String eligibility = node.schedulingEligibility().wireName();
            String status = node.status().wireName();
            if (verbose.get()) {
                table.row(
                        id,
                        node.datacenter(),
                        node.name(),
                        nodeClass,
                        node.address(),
                        node.version(),
                        drain,
                        eligibility,
                        status);
            } else {
                table.row(id, node.datacenter(), node.name(), nodeClass, drain, eligibility, status);
            }
        }
        return table;
    }
}
