package dev.drover.sdk;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.api.ACLIdentityClientIntroductionTokenRequest;
import dev.drover.model.api.ACLIdentityClientIntroductionTokenResponse;
import dev.drover.model.api.HostStats;
import dev.drover.model.api.NodeDrainUpdateResponse;
import dev.drover.model.api.NodeEligibilityUpdateResponse;
import dev.drover.model.api.NodeIdentityGetResponse;
import dev.drover.model.api.NodeIdentityRenewRequest;
import dev.drover.model.api.NodeMetaApplyRequest;
import dev.drover.model.api.NodeMetaResponse;
import dev.drover.model.api.NodeUpdateDrainRequestBuilder;
import dev.drover.model.api.NodeUpdateEligibilityRequest;
import dev.drover.model.api.NodeUpdateResponse;
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

    /** Looks at all jobs that have something on the node. */
    public Answer<NodeUpdateResponse> evaluate(String id) {
        return transport.put(path(id) + "/evaluate", Query.NONE, Map.of(), NodeUpdateResponse.class);
    }

    /** Forgets a node that is gone. */
    public Answer<NodeUpdateResponse> purge(String id) {
        return transport.put(path(id) + "/purge", Query.NONE, Map.of(), NodeUpdateResponse.class);
    }

    private static String path(String id) {
        return "/v1/node/" + Transport.segment(id);
    }

    /**
     * The metadata of a node, by where it comes from.
     *
     * @param id empty for the node of the agent that is asked
     */
    public NodeMetaResponse metadata(String id) {
        return transport
                .get("/v1/client/metadata", Query.NONE.withGiven("node_id", id), NodeMetaResponse.class)
                .value();
    }

    /** Changes metadata of a node while it runs; it keeps the change over restarts. */
    public NodeMetaResponse applyMetadata(NodeMetaApplyRequest request) {
        return transport
                .post(
                        "/v1/client/metadata",
                        Query.NONE.withGiven("node_id", request.nodeId()),
                        request,
                        NodeMetaResponse.class)
                .value();
    }

    /** What the identity of a node says. */
    public NodeIdentityGetResponse identity(String id) {
        return transport
                .get("/v1/client/identity", Query.NONE.withGiven("node_id", id), NodeIdentityGetResponse.class)
                .value();
    }

    /** Has a node ask for a new identity with its next sign of life. */
    public void renewIdentity(String id) {
        transport.put(
                "/v1/client/identity/renew", Query.NONE.withGiven("node_id", id), new NodeIdentityRenewRequest(id));
    }

    /** A token by which a new node introduces itself to the servers. */
    public ACLIdentityClientIntroductionTokenResponse introduce(ACLIdentityClientIntroductionTokenRequest request) {
        return transport
                .put(
                        "/v1/acl/identity/client-introduction-token",
                        Query.NONE,
                        request,
                        ACLIdentityClientIntroductionTokenResponse.class)
                .value();
    }

    /** Has a node forget all allocations that ended, with their files. */
    public void collectGarbage(String id) {
        transport.send("GET", "/v1/client/gc", Query.NONE.withGiven("node_id", id), Map.of(), null);
    }
}
