package dev.drover.cli.operator;

import dev.drover.cli.Context;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.FlagSet;
import dev.drover.cli.flags.UsageException;
import dev.drover.cli.node.NodeLookup;
import dev.drover.sdk.Query;

/** The flags that name another agent than the one that is asked. */
final class AgentTarget {
    private final Flag<String> node;
    private final Flag<String> server;

    AgentTarget(FlagSet flags) {
        node = flags.text("node-id", "node", "the agent of this node, by the beginning of its id");
        server = flags.text("server-id", "server", "the agent of this server, by its name, or leader");
    }

    Query on(Context context, Query query) throws UsageException {
        if (!node.get().isEmpty() && !server.get().isEmpty()) {
            throw new UsageException("-node-id and -server-id cannot be used together");
        }
        if (!node.get().isEmpty()) {
            return query.with("node_id", NodeLookup.one(context, node.get()).id());
        }
        return query.withGiven("server_id", server.get());
    }
}
