package dev.drover.sdk;

import dev.drover.model.alloc.AllocationListStub;
import dev.drover.model.api.DeploymentAllocHealthRequest;
import dev.drover.model.api.DeploymentPauseRequest;
import dev.drover.model.api.DeploymentPromoteRequest;
import dev.drover.model.api.DeploymentUnblockRequest;
import dev.drover.model.api.DeploymentUpdateResponse;
import dev.drover.model.deployment.Deployment;
import java.util.List;
import java.util.Map;

/** The calls about deployments. Ids are whole; {@link #list} finds them by prefix. */
public final class Deployments {
    private final Transport transport;

    Deployments(Transport transport) {
        this.transport = transport;
    }

    public Answer<List<Deployment>> list(Query query) {
        return transport.list("/v1/deployments", query, Deployment.class);
    }

    public Answer<Deployment> info(String id, Query query) {
        return transport.get("/v1/deployment/" + Transport.segment(id), query, Deployment.class);
    }

    public Answer<List<AllocationListStub>> allocations(String id, Query query) {
        return transport.list("/v1/deployment/allocations/" + Transport.segment(id), query, AllocationListStub.class);
    }

    /** Ends a deployment as failed; its job goes back to its older version where it asks for that. */
    public Answer<DeploymentUpdateResponse> fail(String id, Query query) {
        return transport.put(path("fail", id), query, Map.of(), DeploymentUpdateResponse.class);
    }

    /** Has a deployment wait, or go on. */
    public Answer<DeploymentUpdateResponse> pause(String id, boolean pause, Query query) {
        return transport.put(
                path("pause", id), query, new DeploymentPauseRequest(id, pause), DeploymentUpdateResponse.class);
    }

    /**
     * Lets canaries take over.
     *
     * @param groups whose; none for all
     */
    public Answer<DeploymentUpdateResponse> promote(String id, List<String> groups, Query query) {
        return transport.put(
                path("promote", id),
                query,
                new DeploymentPromoteRequest(id, groups.isEmpty(), groups, 0),
                DeploymentUpdateResponse.class);
    }

    /** Lets a deployment that waits for other regions go on. */
    public Answer<DeploymentUpdateResponse> unblock(String id, Query query) {
        return transport.put(
                path("unblock", id), query, new DeploymentUnblockRequest(id), DeploymentUpdateResponse.class);
    }

    /** Says of allocations whether they are healthy, where nothing else can tell. */
    public Answer<DeploymentUpdateResponse> setAllocationHealth(DeploymentAllocHealthRequest request, Query query) {
        return transport.put(
                path("allocation-health", request.deploymentId()), query, request, DeploymentUpdateResponse.class);
    }

    private static String path(String operation, String id) {
        return "/v1/deployment/" + operation + "/" + Transport.segment(id);
    }
}
