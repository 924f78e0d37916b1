package dev.drover.cli.node;

import dev.drover.cli.Context;
import dev.drover.cli.Failure;
import dev.drover.cli.text.Ids;
import dev.drover.cli.text.Matches;
import dev.drover.cli.text.Table;
import dev.drover.model.node.NodeListStub;
import dev.drover.sdk.Query;
import java.util.List;
import java.util.Map;

/** Finds a node by the beginning of its id, or the one that the agent runs. */
public final class NodeLookup {
    private NodeLookup() {}

    public static NodeListStub one(Context context, String typed) {
        String prefix = Matches.askable(typed);
        List<NodeListStub> found = context.ask(
                "Error querying node info",
                () -> context.client().nodes().list(Query.NONE.prefix(prefix)).value());
        return Matches.one("node", typed, found, NodeListStub::id, many -> {
            Table table = Table.withHeader("ID", "Node Pool", "DC", "Name", "Class", "Drain", "Eligibility", "Status");
            many.forEach(node -> table.row(
                    Ids.shortened(node.id()),
                    node.nodePool(),
                    node.datacenter(),
                    node.name(),
                    Table.orNone(node.nodeClass()),
                    Boolean.toString(node.drain()),
                    node.schedulingEligibility().wireName(),
                    node.status().wireName()));
            return table;
        });
    }

    /** The id of the node that the agent itself is. */
    static String own(Context context) {
        Map<String, Object> self = context.ask(
                "Error querying agent info", () -> context.client().agent().self());
        if (self.get("stats") instanceof Map<?, ?> stats
                && stats.get("client") instanceof Map<?, ?> client
                && client.get("node_id") instanceof String id) {
            return id;
        }
        throw new Failure("Error querying agent info: the agent at "
                + context.client().config().address() + " does not say which node it is; perhaps it runs no client");
    }
}
