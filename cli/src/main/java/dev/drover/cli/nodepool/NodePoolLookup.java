package dev.drover.cli.nodepool;

import dev.drover.cli.Context;
import dev.drover.cli.Failure;
import dev.drover.cli.text.Table;
import dev.drover.model.node.NodePool;
import dev.drover.sdk.Query;
import java.util.List;

/** Finds the node pool that was meant, by its name or the beginning of it. */
final class NodePoolLookup {
    private NodePoolLookup() {}

    static NodePool one(Context context, String typed) {
        List<NodePool> found = context.ask(
                "Error retrieving node pool",
                () -> context.client()
                        .nodePools()
                        .list(Query.NONE.prefix(typed))
                        .value());
        List<NodePool> exact =
                found.stream().filter(it -> it.name().equals(typed)).toList();
        if (exact.size() == 1 || found.size() == 1) {
            return exact.isEmpty() ? found.getFirst() : exact.getFirst();
        }
        throw new Failure(
                found.isEmpty()
                        ? "No node pool with prefix \"" + typed + "\" found"
                        : "Prefix matched multiple node pools\n\n" + table(found));
    }

    static Table table(List<NodePool> pools) {
        Table table = Table.withHeader("Name", "Description");
        pools.forEach(it -> table.row(it.name(), Table.orNone(it.description())));
        return table;
    }
}
