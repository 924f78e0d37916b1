package dev.drover.state.command;

import dev.drover.model.eval.Evaluation;
import dev.drover.model.node.DrainStrategy;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeEvent;
import dev.drover.model.node.NodeStatus;
import dev.drover.model.node.SchedulingEligibility;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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

    /**
     * Begins to empty a node, or changes how it is emptied. It takes no new work from here on.
     *
     * @param meta what the operator notes about it; nothing keeps what a drain that goes on has noted
     */
    record UpdateDrain(
            String nodeId,
            DrainStrategy strategy,
            Optional<Map<String, String>> meta,
            Optional<NodeEvent> event,
            Instant time)
            implements NodeCommand {}

    /**
     * Ends the drain of a node before it is empty.
     *
     * @param markEligible whether it takes new work again, also when it was not draining
     */
    record CancelDrain(
            String nodeId,
            boolean markEligible,
            Optional<Map<String, String>> meta,
            Optional<NodeEvent> event,
            Instant time,
            List<Evaluation> evaluations)
            implements NodeCommand {}

    /** Ends the drain of a node that is empty; changes nothing when the node does not drain any more. */
    record CompleteDrain(String nodeId, Optional<NodeEvent> event, Instant time) implements NodeCommand {}

    record AddEvents(String nodeId, List<NodeEvent> events) implements NodeCommand {}

    /** Takes nodes out of the cluster. */
    record Deregister(List<String> nodeIds, List<Evaluation> evaluations) implements NodeCommand {}
}
