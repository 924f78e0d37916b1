package dev.drover.sdk;

import dev.drover.model.job.JobListStub;
import dev.drover.model.node.NodeListStub;
import dev.drover.model.node.NodePool;
import java.util.List;

/** The calls about node pools. */
public final class NodePools {
    private final Transport transport;

    NodePools(Transport transport) {
        this.transport = transport;
    }

    public Answer<List<NodePool>> list(Query query) {
        return transport.list("/v1/node/pools", query, NodePool.class);
    }

    public Answer<NodePool> info(String name, Query query) {
        return transport.get(path(name), query, NodePool.class);
    }

    public Answer<List<NodeListStub>> nodes(String name, Query query) {
        return transport.list(path(name) + "/nodes", query, NodeListStub.class);
    }

    public Answer<List<JobListStub>> jobs(String name, Query query) {
        return transport.list(path(name) + "/jobs", query, JobListStub.class);
    }

    /** Creates or changes a pool. */
    public void apply(NodePool pool) {
        transport.put("/v1/node/pools", Query.NONE, pool);
    }

    /** Deletes a pool without nodes and jobs. */
    public void delete(String name) {
        transport.delete(path(name), Query.NONE);
    }

    private static String path(String name) {
        return "/v1/node/pool/" + Transport.segment(name);
    }
}
