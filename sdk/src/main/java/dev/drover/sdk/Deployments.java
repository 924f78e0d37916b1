package dev.drover.sdk;

import dev.drover.model.alloc.AllocationListStub;
import dev.drover.model.deployment.Deployment;
import java.util.List;

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
}
