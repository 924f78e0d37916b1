package dev.drover.agent.api;

import dev.drover.agent.http.Answer;
import dev.drover.agent.http.ApiRequest;
import dev.drover.agent.http.Lists;
import dev.drover.agent.http.Route;
import dev.drover.model.acl.NodePoolCapability;
import dev.drover.model.api.NodeDrainUpdateResponse;
import dev.drover.model.api.NodeEligibilityUpdateResponse;
import dev.drover.model.api.NodeUpdateDrainRequest;
import dev.drover.model.api.NodeUpdateEligibilityRequest;
import dev.drover.model.job.Job;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeBuilder;
import dev.drover.model.node.NodePool;
import dev.drover.state.JobId;
import dev.drover.state.State;
import dev.drover.state.Table;
import dev.drover.state.Watch;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Nodes and node pools. */
final class NodeRoutes {
    private static final String LOOKUP = "node lookup failed: ";

    private final Reads reads;
    private final Parts parts;

    NodeRoutes(Reads reads, Parts parts) {
        this.reads = reads;
        this.parts = parts;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/v1/nodes", request -> list(request, node -> true)),
                Route.get("/v1/node/:node_id", this::info),
                Route.get("/v1/node/:node_id/allocations", this::allocations),
                Route.write("/v1/node/:node_id/eligibility", this::eligibility),
                Route.write("/v1/node/:node_id/drain", this::drain),
                Route.write("/v1/node/:node_id/evaluate", this::evaluate),
                Route.write("/v1/node/:node_id/purge", this::purge),
                Route.get("/v1/node/pools", this::pools),
                Route.get("/v1/node/pool/:pool", this::pool),
                Route.get("/v1/node/pool/:pool/nodes", this::nodesOfPool),
                Route.get("/v1/node/pool/:pool/jobs", this::jobsOfPool));
    }

    private Answer list(ApiRequest request, Predicate<Node> shown) {
        boolean resources = request.flag("resources");
        boolean system = request.flag("os");
        return reads.read(
                request,
                new Watch.Whole(Table.NODES),
                (state, index) -> Lists.page(
                        request,
                        state.nodes().stream().filter(shown).toList(),
                        index,
                        Node::id,
                        Node::id,
                        node -> Stubs.node(node, resources, system)));
    }

    private Answer info(ApiRequest request) {
        String id = Reads.uuid(request.parameter("node_id"), LOOKUP);
        return reads.read(request, new Watch.OneNode(id), (state, index) -> {
            Node node = Reads.found(state.node(id), "node not found");
            // The secret proves to servers that a client is this node; nobody else may learn it.
            return Answer.of(NodeBuilder.builder(node).secretId("").build(), index);
        });
    }

    private Answer allocations(ApiRequest request) {
        String id = request.parameter("node_id");
        return reads.read(
                request,
                new Watch.AllocationsOfNode(id),
                (state, index) -> Answer.of(
                        state.allocationsOfNode(id).stream()
                                .filter(it -> request.access().shows(it.namespace()))
                                .map(OlderResources::addedTo)
                                .toList(),
                        index));
    }

    private Answer eligibility(ApiRequest request) {
        NodeUpdateEligibilityRequest body = request.body(NodeUpdateEligibilityRequest.class);
        String id = Reads.uuid(request.parameter("node_id"), LOOKUP);
        NodeEligibilityUpdateResponse updated = parts.server().nodes().updateEligibility(id, body.eligibility());
        return Answer.of(updated, updated.index());
    }

    private Answer drain(ApiRequest request) {
        NodeUpdateDrainRequest body = request.body(NodeUpdateDrainRequest.class);
        String id = Reads.uuid(request.parameter("node_id"), LOOKUP);
        NodeDrainUpdateResponse updated = parts.server().drains().update(id, body);
        return Answer.of(updated, updated.index());
    }

    private Answer evaluate(ApiRequest request) {
        return evaluations(parts.server().nodes().evaluate(Reads.uuid(request.parameter("node_id"), LOOKUP)));
    }

    private Answer purge(ApiRequest request) {
        return evaluations(parts.server().nodes().purge(Reads.uuid(request.parameter("node_id"), LOOKUP)));
    }

    private Answer evaluations(List<String> ids) {
        long index = parts.server().store().snapshot().index();
        Map<String, Object> answer = new TreeMap<>();
        answer.put("EvalIDs", ids);
        answer.put("EvalCreateIndex", ids.isEmpty() ? 0 : index);
        answer.put("NodeModifyIndex", index);
        answer.put("Index", index);
        return Answer.of(answer, index);
    }

    private Answer pools(ApiRequest request) {
        return reads.read(
                request,
                new Watch.Whole(Table.NODE_POOLS),
                (state, index) ->
                        Lists.page(request, seen(request, state), index, NodePool::name, NodePool::name, pool -> pool));
    }

    private static List<NodePool> seen(ApiRequest request, State state) {
        return state.nodePools().stream()
                .filter(pool -> request.acl().allowsNodePool(pool.name(), NodePoolCapability.READ))
                .toList();
    }

    private Answer pool(ApiRequest request) {
        return reads.read(
                request,
                new Watch.Whole(Table.NODE_POOLS),
                (state, index) -> Answer.of(
                        Reads.found(state.nodePool(request.parameter("pool")), "node pool not found"), index));
    }

    private Answer nodesOfPool(ApiRequest request) {
        String pool = request.parameter("pool");
        return list(request, node -> pool.equals("all") || node.nodePool().equals(pool));
    }

    private Answer jobsOfPool(ApiRequest request) {
        String pool = request.parameter("pool");
        return reads.read(request, new Watch.Whole(Table.JOBS), (state, index) -> {
            List<Job> jobs = state.jobs().stream()
                    .filter(job -> job.nodePool().equals(pool))
                    .filter(job -> Reads.inNamespace(request).test(job.namespace()))
                    .toList();
            return Lists.page(
                    request, jobs, index, Job::id, job -> job.namespace() + "." + job.id(), job -> stub(state, job));
        });
    }

    private static Object stub(State state, Job job) {
        JobId id = new JobId(job.namespace(), job.id());
        return Stubs.job(
                job,
                state.summary(id)
                        .orElseGet(() ->
                                new dev.drover.model.job.JobSummary(job.id(), job.namespace(), Map.of(), null, 0, 0)),
                false);
    }
}
