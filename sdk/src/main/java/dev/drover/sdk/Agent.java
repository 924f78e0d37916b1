package dev.drover.sdk;

import dev.drover.model.api.AgentHealthResponse;
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
