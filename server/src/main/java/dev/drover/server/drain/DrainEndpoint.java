package dev.drover.server.drain;

import dev.drover.model.api.NodeDrainUpdateResponse;
import dev.drover.model.api.NodeUpdateDrainRequest;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.node.DrainSpec;
import dev.drover.model.node.DrainStrategy;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeBuilder;
import dev.drover.model.node.NodeEvent;
import dev.drover.model.node.SchedulingEligibility;
import dev.drover.model.wire.Defaults;
import dev.drover.server.Core;
import dev.drover.server.ServerException;
import dev.drover.server.job.JobDirectory;
import dev.drover.server.node.NodeEvaluations;
import dev.drover.state.command.NodeCommand;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What operators ask of drains; the {@link Drainer} does the rest. */
public final class DrainEndpoint {
    static final String SUBSYSTEM = "Drain";

    private final Core core;
    private final JobDirectory jobs;

    public DrainEndpoint(Core core, JobDirectory jobs) {
        this.core = core;
        this.jobs = jobs;
    }

    /**
     * Begins to empty a node, changes how it is emptied, or ends that.
     *
     * @param request without a drain spec the drain is ended
     * @throws ServerException with status 404 when there is no such node
     */
    public NodeDrainUpdateResponse update(String nodeId, NodeUpdateDrainRequest request) {
        Node node = core.state().node(nodeId).orElseThrow(() -> ServerException.notFound("node not found"));
        Optional<Map<String, String>> meta = Optional.of(request.meta()).filter(given -> !given.isEmpty());
        DrainSpec spec = request.drainSpec();
        return spec == null ? cancel(node, request.markEligible(), meta) : drain(node, spec, meta);
    }

    private NodeDrainUpdateResponse drain(Node node, DrainSpec spec, Optional<Map<String, String>> meta) {
        Instant now = core.now();
        Instant force = spec.deadline().isPositive() ? now.plus(spec.deadline()) : Defaults.NO_TIME;
        String message = node.drainStrategy() == null ? "Node drain strategy set" : "Node drain strategy updated";
        long index = core.propose(new NodeCommand.UpdateDrain(
                node.id(),
                new DrainStrategy(spec.deadline(), spec.ignoreSystemJobs(), force, now),
                meta,
                event(message, now),
                now));
        return new NodeDrainUpdateResponse(index, List.of(), 0, index);
    }

    private NodeDrainUpdateResponse cancel(Node node, boolean markEligible, Optional<Map<String, String>> meta) {
        Instant now = core.now();
        boolean opens = markEligible && node.schedulingEligibility() != SchedulingEligibility.ELIGIBLE;
        Node opened = NodeBuilder.builder(node)
                .drainStrategy(null)
                .schedulingEligibility(SchedulingEligibility.ELIGIBLE)
                .build();
        List<Evaluation> evaluations = opens ? NodeEvaluations.of(core.state(), jobs, List.of(opened), now) : List.of();
        Optional<NodeEvent> event = node.drainStrategy() == null ? Optional.empty() : event("Node drain disabled", now);
        long index = core.propose(new NodeCommand.CancelDrain(node.id(), markEligible, meta, event, now, evaluations));
        return new NodeDrainUpdateResponse(
                index, evaluations.stream().map(Evaluation::id).toList(), evaluations.isEmpty() ? 0 : index, index);
    }

    private static Optional<NodeEvent> event(String message, Instant now) {
        return Optional.of(new NodeEvent(message, SUBSYSTEM, Map.of(), now, 0));
    }
}
