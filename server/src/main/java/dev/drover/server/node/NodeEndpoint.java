package dev.drover.server.node;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.api.NodeEligibilityUpdateResponse;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.node.ComputedClass;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeBuilder;
import dev.drover.model.node.NodeEvent;
import dev.drover.model.node.NodeStatus;
import dev.drover.model.node.SchedulingEligibility;
import dev.drover.server.Core;
import dev.drover.server.ServerException;
import dev.drover.server.job.JobDirectory;
import dev.drover.state.State;
import dev.drover.state.Watch;
import dev.drover.state.command.AllocationCommand;
import dev.drover.state.command.EvaluationCommand;
import dev.drover.state.command.NodeCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What nodes call, and what is done to nodes. */
public final class NodeEndpoint {
    private final Core core;
    private final JobDirectory jobs;
    private final Supplier<Liveness> liveness;

    /**
     * Answers nodes.
     *
     * @param liveness of all nodes; throws a {@link ServerException} on a server that does not lead
     */
    public NodeEndpoint(Core core, JobDirectory jobs, Supplier<Liveness> liveness) {
        this.core = core;
        this.jobs = jobs;
        this.liveness = liveness;
    }

    /**
     * Makes a node known, or what it says anew of itself; it is ready for work at once.
     *
     * @return time within which a heartbeat is expected
     * @throws ServerException with status 500 on a server that does not lead
     */
    public Duration register(Node node) {
        if (node.id().isEmpty() || node.name().isEmpty() || node.datacenter().isEmpty()) {
            throw ServerException.badRequest("a node needs an id, a name and a datacenter to register");
        }
        Liveness expecting = liveness.get();
        Optional<Node> before = core.state().node(node.id());
        if (before.isPresent()
                && !before.get().secretId().isEmpty()
                && !before.get().secretId().equals(node.secretId())) {
            throw ServerException.badRequest("node secret ID does not match");
        }
        Node ready = NodeBuilder.builder(node)
                .nodePool(node.nodePool().isEmpty() ? "default" : node.nodePool())
                .computedClass(node.computedClass().isEmpty() ? ComputedClass.of(node) : node.computedClass())
                .status(NodeStatus.READY)
                .build();
        boolean news = before.isEmpty()
                || before.get().status() != NodeStatus.READY
                || !before.get().computedClass().equals(ready.computedClass());
        Instant now = core.now();
        List<Evaluation> evaluations = news ? NodeEvaluations.of(core.state(), jobs, List.of(ready), now) : List.of();
        core.propose(new NodeCommand.Register(ready, now, evaluations));
        return expecting.registered(node.id());
    }

    /**
     * The node lives.
     *
     * @return time within which it has to say so again
     * @throws ServerException with status 404 when it has to register first, and with status 500 on a server that does not lead
     */
    public Duration heartbeat(String nodeId) {
        return liveness.get().heartbeat(nodeId);
    }

    /**
     * Waits until there is something new for the node to do.
     *
     * @param afterIndex answers at once when 0 or when there was a change after it
     */
    public NodeAllocations awaitAllocations(String nodeId, long afterIndex, Duration maxWait) {
        Watch watch = new Watch.WorkOfNode(nodeId);
        State state = core.store().await(Set.of(watch), afterIndex, afterIndex == 0 ? Duration.ZERO : maxWait);
        return new NodeAllocations(
                Math.max(1, state.index(watch)), state.allocationsForgottenAt(), state.allocationsOfNode(nodeId));
    }

    /** Takes in client status, task states and deployment health; what follows from it is evaluated at once. */
    public void updateAllocations(List<Allocation> reports) {
        Instant now = core.now();
        core.propose(
                new AllocationCommand.UpdateFromClient(reports, now, ReportEvaluations.of(core.state(), reports, now)));
    }

    public void emitEvents(String nodeId, List<NodeEvent> events) {
        find(nodeId);
        core.propose(new NodeCommand.AddEvents(nodeId, events));
    }

    /** Opens or closes a node for new work. */
    public NodeEligibilityUpdateResponse updateEligibility(String nodeId, SchedulingEligibility eligibility) {
        Node node = find(nodeId);
        if (eligibility == SchedulingEligibility.ELIGIBLE && node.drainStrategy() != null) {
            throw ServerException.badRequest(
                    "can not set node's scheduling eligibility to eligible while it is draining");
        }
        Instant now = core.now();
        Node changed =
                NodeBuilder.builder(node).schedulingEligibility(eligibility).build();
        List<Evaluation> evaluations = eligibility == SchedulingEligibility.ELIGIBLE
                ? NodeEvaluations.of(core.state(), jobs, List.of(changed), now)
                : List.of();
        NodeEvent event =
                new NodeEvent("Node marked as " + word(eligibility) + " for scheduling", "Cluster", Map.of(), now, 0);
        long index = core.propose(
                new NodeCommand.UpdateEligibility(nodeId, eligibility, Optional.of(event), now, evaluations));
        return new NodeEligibilityUpdateResponse(
                index, evaluations.stream().map(Evaluation::id).toList(), evaluations.isEmpty() ? 0 : index, index);
    }

    private static String word(SchedulingEligibility eligibility) {
        return eligibility == SchedulingEligibility.ELIGIBLE ? "eligible" : "ineligible";
    }

    /** Has all jobs of the node looked at again; answers the ids of the evaluations. */
    public List<String> evaluate(String nodeId) {
        List<Evaluation> evaluations = NodeEvaluations.of(core.state(), jobs, List.of(find(nodeId)), core.now());
        core.propose(new EvaluationCommand.Upsert(evaluations));
        return evaluations.stream().map(Evaluation::id).toList();
    }

    /** Forgets the node; its work is placed elsewhere. */
    public List<String> purge(String nodeId) {
        Node node = find(nodeId);
        List<Evaluation> evaluations = NodeEvaluations.of(core.state(), jobs, List.of(node), core.now());
        liveness.get().forget(nodeId);
        core.propose(new NodeCommand.Deregister(List.of(nodeId), evaluations));
        return evaluations.stream().map(Evaluation::id).toList();
    }

    private Node find(String nodeId) {
        return core.state().node(nodeId).orElseThrow(() -> ServerException.notFound("node not found"));
    }
}
