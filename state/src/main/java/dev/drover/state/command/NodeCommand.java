package dev.drover.state.command;

import dev.drover.model.eval.Evaluation;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeEvent;
import dev.drover.model.node.NodeStatus;
import dev.drover.model.node.SchedulingEligibility;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Changes of nodes, each with the evaluations that follow from it. */
public sealed interface NodeCommand extends Command {
    /** Takes up a node or what it says anew of itself; eligibility, drain and events are kept. */
    record Register(Node node, Instant time, List<Evaluation> evaluations) implements NodeCommand {}

    record UpdateStatus(
            String nodeId, NodeStatus status, Optional<NodeEvent> event, Instant time, List<Evaluation> evaluations)
            implements NodeCommand {}

    /** The same for many nodes, as when a whole rack fails; ids that are not known are passed over. */
    record UpdateStatuses(
            List<String> nodeIds,
            NodeStatus status,
            Optional<NodeEvent> event,
            Instant time,
            List<Evaluation> evaluations)
            implements NodeCommand {}

    record UpdateEligibility(
            String nodeId,
            SchedulingEligibility eligibility,
            Optional<NodeEvent> event,
            Instant time,
            List<Evaluation> evaluations)
            implements NodeCommand {}

    record AddEvents(String nodeId, List<NodeEvent> events) implements NodeCommand {}

    /** Takes nodes out of the cluster. */
    record Deregister(List<String> nodeIds, List<Evaluation> evaluations) implements NodeCommand {}
}
