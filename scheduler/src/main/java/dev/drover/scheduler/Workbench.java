package dev.drover.scheduler;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.job.Job;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.node.Node;
import dev.drover.scheduler.feasibility.Feasibility;
import dev.drover.scheduler.feasibility.Nodes;
import dev.drover.scheduler.feasibility.Operators;
import dev.drover.scheduler.feasibility.Requirements;
import dev.drover.scheduler.preemption.Evictions;
import dev.drover.scheduler.preemption.PreemptingDemand;
import dev.drover.scheduler.ranking.Algorithm;
import dev.drover.scheduler.ranking.Choice;
import dev.drover.scheduler.ranking.Footprint;
import dev.drover.scheduler.ranking.Pool;
import dev.drover.scheduler.reconcile.Intents;
import dev.drover.scheduler.room.Demand;
import dev.drover.scheduler.room.GroupDemand;
import dev.drover.scheduler.room.NodeRoom;
import dev.drover.scheduler.room.VolumeNeeds;
import dev.drover.state.JobId;
import dev.drover.state.State;
import dev.drover.state.Statuses;
import dev.drover.state.plan.AllocationStop;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What both kinds of scheduler read from the state for one evaluation, and the rooms that they fill while they plan. */
final class Workbench {
    final State state;
    final Evaluation evaluation;
    final SchedulingContext context;
    final JobId jobId;
    final Optional<Job> job;
    final List<Allocation> allocations;
    final Footprint footprint = new Footprint();
    final Operators operators = new Operators();
    final Evictions evictions = new Evictions();
    final RandomGenerator random;
    private final Map<String, Feasibility> inPlaceChecks = new HashMap<>();
    private final Map<String, NodeRoom> rooms = new HashMap<>();
    private @Nullable Pool pool;

    Workbench(State state, Evaluation evaluation, SchedulingContext context) {
        this.state = state;
        this.evaluation = evaluation;
        this.context = context;
        this.jobId = new JobId(evaluation.namespace(), evaluation.jobId());
        this.job = state.job(jobId);
        this.allocations = state.allocationsOfJob(jobId);
        this.random = new SplittableRandom(context.seed());
        for (Allocation allocation : allocations) {
            if (!Statuses.terminal(allocation)) {
                state.node(allocation.nodeId()).ifPresent(node -> footprint.add(node, allocation.taskGroup()));
            }
        }
    }

    /** The nodes that the job may use; looked up only once something is to be placed. */
    Pool pool() {
        Pool known = pool;
        if (known == null) {
            List<Node> shuffled = new ArrayList<>(state.nodes());
            Collections.shuffle(shuffled, new SplittableRandom(context.seed()));
            known = Pool.of(job.orElseThrow(), shuffled, this::room);
            pool = known;
        }
        return known;
    }

    Algorithm algorithm() {
        return rules().algorithm();
    }

    GroupDemand demand(TaskGroup group) {
        return new GroupDemand(group, rules().oversubscription());
    }

    boolean mayPreempt() {
        return rules().preemption();
    }

    /** What a group asks for when it pushes others aside. */
    Demand preemptingDemand(Job version, TaskGroup group) {
        return new PreemptingDemand(demand(group), version, evictions);
    }

    private PlacementRules rules() {
        return PlacementRules.of(state, job.orElseThrow());
    }

    /**
     * Whether the node could still run the group, leaving aside whether it takes new work.
     *
     * @param single name of the allocation if it wants volumes of its own, else empty
     */
    private boolean suits(Node node, TaskGroup group, String single) {
        Job wanted = job.orElseThrow();
        return Nodes.inPool(node, wanted)
                && Nodes.inDatacenters(node, wanted)
                && inPlaceChecks
                        .computeIfAbsent(
                                single + "/" + group.name(),
                                unseen -> new Feasibility(Requirements.of(wanted, group), operators))
                        .check(node)
                        .isEmpty();
    }

    boolean keepsNode(Allocation allocation, TaskGroup group) {
        TaskGroup named = VolumeNeeds.named(group, allocation.name());
        String single = VolumeNeeds.differByAllocation(group) ? allocation.name() : "";
        return state.node(allocation.nodeId())
                .filter(node -> suits(node, named, single))
                .isPresent();
    }

    /**
     * Gives back what the allocation holds, if the state still counts it. Only the plan that stops an allocation may use its room at
     * once; all others wait until the node has reported its end.
     */
    void release(Allocation allocation) {
        state.node(allocation.nodeId()).ifPresent(node -> {
            if (Statuses.holdsRoom(allocation)) {
                room(node).release(allocation);
            }
            if (!Statuses.terminal(allocation)) {
                footprint.remove(node, allocation.taskGroup());
            }
        });
    }

    /** Writes down what needs no choice of a node: stops, whose room this plan may use, and updates in place. */
    void settle(Intents intents, PlanDraft draft) {
        for (AllocationStop stop : intents.stops()) {
            draft.stop(stop);
            state.allocation(stop.allocationId()).ifPresent(this::release);
        }
        intents.updates().forEach(draft::update);
    }

    /** Takes the room that was chosen for a new allocation of a group, from others if need be. */
    void occupy(Choice.Chosen chosen, String group) {
        chosen.room().take(chosen.grant());
        evictions.add(chosen.grant().victims());
        footprint.add(chosen.room().node(), group);
    }

    /** Undoes {@link #release}. */
    void takeBack(Allocation allocation) {
        state.node(allocation.nodeId()).ifPresent(node -> {
            if (Statuses.holdsRoom(allocation)) {
                room(node).takeBack(allocation);
            }
            if (!Statuses.terminal(allocation)) {
                footprint.add(node, allocation.taskGroup());
            }
        });
    }

    private NodeRoom room(Node node) {
        return rooms.computeIfAbsent(
                node.id(), id -> new NodeRoom(node, state.usage(id), () -> state.allocationsOfNode(id)));
    }
}
