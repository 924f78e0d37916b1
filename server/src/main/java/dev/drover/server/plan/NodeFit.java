package dev.drover.server.plan;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.job.Job;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeStatus;
import dev.drover.model.node.SchedulingEligibility;
import dev.drover.scheduler.room.PlacementCheck;
import dev.drover.state.State;
import dev.drover.state.Statuses;
import dev.drover.state.usage.NodeUsage;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Whether a node can hold what a plan wants of it, judged on the newest state. */
final class NodeFit {
    private NodeFit() {}

    /**
     * Checks one node of a plan.
     *
     * @param before what the node holds once the plan's stops have happened
     * @param placements what the plan puts there, updates in place among them; {@code before} counts those that keep their room
     * @param job job of the placements that name none
     * @param others what else is on the node or about to come
     * @return why it cannot be, or nothing when it fits
     */
    static Optional<String> refusal(
            State state,
            String nodeId,
            NodeUsage before,
            List<Allocation> placements,
            @Nullable Job job,
            Supplier<List<Allocation>> others) {
        Optional<Node> found = state.node(nodeId);
        if (found.isEmpty()) {
            return Optional.of("node does not exist");
        }
        Node node = found.get();
        boolean onlyKnown = placements.stream()
                .allMatch(placement -> state.allocation(placement.id()).isPresent());
        if (!onlyKnown && node.status() != NodeStatus.READY) {
            return Optional.of("node is not ready for placements");
        }
        boolean closed =
                node.schedulingEligibility() == SchedulingEligibility.INELIGIBLE || node.drainStrategy() != null;
        if (!onlyKnown && closed) {
            return Optional.of("node is not eligible");
        }
        List<Allocation> asking = placements.stream()
                .filter(placement -> !keepsItsRoom(state, placement))
                .toList();
        boolean unasked = asking.isEmpty() || (onlyKnown && node.status() != NodeStatus.READY);
        return unasked ? Optional.empty() : PlacementCheck.refusal(node, before, asking, job, others);
    }

    /** An update in place that takes nothing anew, which is always possible, however full the node is. */
    static boolean keepsItsRoom(State state, Allocation placement) {
        return state.allocation(placement.id())
                .filter(Statuses::holdsRoom)
                .filter(known -> known.nodeId().equals(placement.nodeId()))
                .filter(known -> Objects.equals(known.allocatedResources(), placement.allocatedResources()))
                .isPresent();
    }
}
