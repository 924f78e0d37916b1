package dev.drover.sdk;

import dev.drover.model.api.AgentHealthResponse;
import dev.drover.model.api.JoinResponse;
import dev.drover.model.api.ServerMembers;
import dev.drover.model.wire.Json;
import java.util.Map;

/** The calls about the agent that answers. */
public final class Agent {
    private final Transport transport;

    Agent(Transport transport) {
        this.transport = transport;
    }

    /** Its configuration, membership and statistics, in the free form of the wire. */
    public Map<String, Object> self() {
        return transport.read("/v1/agent/self", Query.NONE, Json::readObject).value();
    }

    /** The servers that gossip with it. */
    public ServerMembers members() {
        return transport
                .get("/v1/agent/members", Query.NONE, ServerMembers.class)
                .value();
    }

    /** Has the server meet others at this address, {@code host} or {@code host:port} of their gossip. */
    public JoinResponse join(String address) {
        return transport
                .put("/v1/agent/join", Query.NONE.with("address", address), Map.of(), JoinResponse.class)
                .value();
    }

    /**
     * Declares a failed server to have left.
     *
     * @param name as {@link #members} lists it
     * @param prune whether it is forgotten altogether
     */
    public void forceLeave(String name, boolean prune) {
        transport.put("/v1/agent/force-leave", Query.NONE.with("node", name).withTrue("prune", prune), Map.of());
    }

    /**
     * Whether its server and its client work.
     *
     * @throws ApiException with status 500 when one of them does not
     */
    public AgentHealthResponse health() {
        return transport
                .get("/v1/agent/health", Query.NONE, AgentHealthResponse.class)
                .value();
    }
}
