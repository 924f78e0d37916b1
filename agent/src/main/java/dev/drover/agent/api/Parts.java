package dev.drover.agent.api;

import dev.drover.client.Client;
import dev.drover.client.node.NodeToken;
import dev.drover.server.Server;
import dev.drover.server.cluster.Cluster;
import dev.drover.server.operator.RaftOperations;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What runs in this agent: a server, a node or both. The route table is the same on every agent, since each has to know which requests
 * there are; a request for what does not run here is answered elsewhere and never reaches the routes of this agent.
 *
 * @param membership of the server among others; empty where all is in memory
 * @param serverAddresses where the node finds servers; empty where that cannot be changed
 */
public record Parts(
        Optional<ServerPart> ownServer,
        Optional<NodePart> ownNode,
        Optional<Membership> membership,
        Optional<ServerAddresses> serverAddresses) {

    /** A server that belongs to no others, a node whose servers do not change, or both. */
    public Parts(Optional<ServerPart> ownServer, Optional<NodePart> ownNode) {
        this(ownServer, ownNode, Optional.empty(), Optional.empty());
    }

    /**
     * A server and what it belongs to.
     *
     * @param id stays the same over restarts, unless all is in memory
     * @param statistics counters by group, made anew at each call, such as those of {@link dev.drover.server.operator.ServerStatistics}
     */
    public record ServerPart(
            Server server,
            String id,
            Cluster cluster,
            RaftOperations raft,
            Map<String, Supplier<Map<String, String>>> statistics) {}

    /**
     * A node.
     *
     * @param servers RPC addresses of the servers that it knows, the one that it speaks to first; empty while it reaches none
     */
    public record NodePart(Client client, Supplier<List<String>> servers, NodeToken token) {}

    ServerPart serverPart() {
        return ownServer.orElseThrow(() -> new IllegalStateException("asked for a server where none runs"));
    }

    Server server() {
        return serverPart().server();
    }

    NodeToken nodeToken() {
        return ownNode.orElseThrow(() -> new IllegalStateException("asked for a node where none runs"))
                .token();
    }

    Client client() {
        return ownNode.orElseThrow(() -> new IllegalStateException("asked for a node where none runs"))
                .client();
    }
}
