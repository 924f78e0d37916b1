package dev.drover.cli.node;

import dev.drover.cli.BaseCommand;
import dev.drover.cli.Context;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.json.DataFlags;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeListStub;
import dev.drover.sdk.Answer;
import dev.drover.sdk.Query;
import java.util.List;

/** {@code node status}. */
public final class NodeStatusCommand extends BaseCommand {
    private final Flag<Boolean> brief = flags.toggle("short", "show no details of the host and its allocations");
    private final Flag<Boolean> os = flags.toggle("os", "in the list: show operating systems");
    private final Flag<Boolean> quiet = flags.toggle("quiet", "in the list: show only ids");
    private final Flag<Boolean> verbose = flags.toggle("verbose", "show whole ids and times, and attributes");
    private final Flag<Boolean> allocations = flags.toggle("allocs", "in the list: count running allocations");
    private final Flag<Boolean> self = flags.toggle("self", "show the node of the agent that is asked");
    private final Flag<Boolean> stats = flags.toggle("stats", "show the resource use of the host in detail");
    private final DataFlags data = new DataFlags(flags);
    private final Flag<String> filter = flags.text("filter", "expression", "in the list: only what matches");
    private final Flag<Long> perPage = flags.number("per-page", "number", 0, "in the list: nodes to show at once");
    private final Flag<String> pageToken = flags.text("page-token", "token", "in the list: where the page starts");
    private final Flag<Boolean> ui = flags.toggle("ui", "open the page of the web UI");

    public NodeStatusCommand() {
        super("List nodes, or show one", "<node>");
    }

    @Override
    public int run(Context context, List<String> arguments) throws UsageException {
        if (arguments.isEmpty() && !self.get()) {
            return list(context);
        }
        String id = self.get()
                ? NodeLookup.own(context)
                : NodeLookup.one(context, single(arguments, "node")).id();
        Node node = context.ask(
                "Error querying node info",
                () -> context.client().nodes().info(id, Query.NONE).value());
        if (data.wanted()) {
            data.print(context, node);
            return 0;
        }
        NodeReport report = new NodeReport(context, node, verbose.get());
        if (brief.get()) {
            report.brief();
        } else {
            report.full(stats.get());
        }
        context.hint("View client details and metrics", "clients/" + node.id());
        context.openPage(ui.get(), "clients/" + node.id());
        return 0;
    }

    private int list(Context context) {
        Query query = Query.NONE
                .withGiven("filter", filter.get())
                .withGiven("next_token", pageToken.get())
                .withGiven("per_page", perPage.given() ? Long.toString(perPage.get()) : "")
                .withTrue("os", os.get());
        Answer<List<NodeListStub>> nodes = context.ask(
                "Error querying node status", () -> context.client().nodes().list(query));
        if (data.wanted()) {
            data.print(context, nodes.value());
            return 0;
        }
        if (!nodes.value().isEmpty()) {
            NodeList list = new NodeList(context, verbose.get(), os.get(), allocations.get());
            context.print(quiet.get() ? list.ids(nodes.value()) : list.table(nodes.value()));
        }
        if (!nodes.nextToken().isEmpty()) {
            context.print("\nMore nodes exist; for the next page: "
                    + context.io().program() + " node status -page-token " + nodes.nextToken());
        }
        context.hint("View and manage Nomad clients", "clients");
        context.openPage(ui.get(), "clients");
        return 0;
    }
}
