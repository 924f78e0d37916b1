package dev.drover.sdk;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.api.HostStats;
import dev.drover.model.api.NodeDrainUpdateResponse;
import dev.drover.model.api.NodeEligibilityUpdateResponse;
import dev.drover.model.api.NodeUpdateDrainRequestBuilder;
import dev.drover.model.api.NodeUpdateEligibilityRequest;
import dev.drover.model.node.DrainSpec;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeListStub;
import dev.drover.model.node.SchedulingEligibility;
import java.util.List;
import java.util.Map;

/** The calls about nodes. Ids are whole; {@link #list} finds them by prefix. */
public final class Nodes {
    private final Transport transport;

    Nodes(Transport transport) {
        this.transport = transport;
    }

    public Answer<List<NodeListStub>> list(Query query) {
        return transport.list("/v1/nodes", query, NodeListStub.class);
    }

    public Answer<Node> info(String id, Query query) {
        return transport.get("/v1/node/" + Transport.segment(id), query, Node.class);
    }

    public Answer<List<Allocation>> allocations(String id, Query query) {
        return transport.list("/v1/node/" + Transport.segment(id) + "/allocations", query, Allocation.class);
    }

    /** What the host of the node uses now. */
    public Answer<HostStats> stats(String id) {
        return transport.get("/v1/client/stats", Query.NONE.with("node_id", id), HostStats.class);
    }

    /**
     * Begins to empty a node, or changes how it is emptied.
     *
     * @param meta what to note about it
     */
    public Answer<NodeDrainUpdateResponse> drain(String id, DrainSpec spec, Map<String, String> meta) {
        return updateDrain(NodeUpdateDrainRequestBuilder.builder()
                .nodeId(id)
                .drainSpec(spec)
                .meta(meta));
    }

    /**
     * Ends the drain of a node.
     *
     * @param markEligible whether it takes new work again
     */
    public Answer<NodeDrainUpdateResponse> cancelDrain(String id, boolean markEligible, Map<String, String> meta) {
        return updateDrain(NodeUpdateDrainRequestBuilder.builder()
                .nodeId(id)
                .markEligible(markEligible)
                .meta(meta));
    }

    private Answer<NodeDrainUpdateResponse> updateDrain(NodeUpdateDrainRequestBuilder request) {
        return transport.put(
                "/v1/node/" + Transport.segment(request.nodeId()) + "/drain",
                Query.NONE,
                request.build(),
                NodeDrainUpdateResponse.class);
    }

    public Answer<NodeEligibilityUpdateResponse> setEligibility(String id, SchedulingEligibility eligibility) {
        return transport.put(
                "/v1/node/" + Transport.segment(id) + "/eligibility",
                Query.NONE,
                new NodeUpdateEligibilityRequest(id, eligibility, null, 0),
                NodeEligibilityUpdateResponse.class);
    }
}
