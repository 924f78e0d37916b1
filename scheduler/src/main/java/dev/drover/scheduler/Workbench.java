package dev.drover.scheduler;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.job.Job;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.node.Node;
import dev.drover.model.volume.VolumeRequest;
import dev.drover.scheduler.feasibility.Feasibility;
import dev.drover.scheduler.feasibility.Nodes;
import dev.drover.scheduler.feasibility.Operators;
import dev.drover.scheduler.feasibility.Requirements;
import dev.drover.scheduler.preemption.Evictions;
import dev.drover.scheduler.preemption.PreemptingDemand;
import dev.drover.scheduler.quota.QuotaDemand;
import dev.drover.scheduler.quota.QuotaRoom;
import dev.drover.scheduler.ranking.Algorithm;
import dev.drover.scheduler.ranking.Choice;
import dev.drover.scheduler.ranking.Footprint;
import dev.drover.scheduler.ranking.GroupRanking;
import dev.drover.scheduler.ranking.Inventory;
import dev.drover.scheduler.ranking.Pool;
import dev.drover.scheduler.reconcile.Intents;
import dev.drover.scheduler.reconcile.Placement;
import dev.drover.scheduler.room.Demand;
import dev.drover.scheduler.room.GroupDemand;
import dev.drover.scheduler.room.VolumeNeeds;
import dev.drover.scheduler.volume.CsiVolumes;
import dev.drover.scheduler.volume.VolumeDemand;
import dev.drover.scheduler.volume.VolumeRoom;
import dev.drover.state.JobId;
import dev.drover.state.State;
import dev.drover.state.Statuses;
import dev.drover.state.VolumeClaim;
import dev.drover.state.VolumeId;
import dev.drover.state.plan.AllocationStop;
import dev.drover.state.usage.QuotaUse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What both kinds of scheduler read from the state for one evaluation, and the rooms that they fill while they plan. */
final class Workbench {
    private static final int MOST_AWAKE = 8;

    final State state;
    final Evaluation evaluation;
    final SchedulingContext context;
    final JobId jobId;
    final Optional<Job> job;
    final List<Allocation> allocations;

    /** What is left of the quota that the job is under, if it is under one. */
    final Optional<QuotaRoom> quota;

    final Operators operators = new Operators();
    final Evictions evictions = new Evictions();
    private final VolumeRoom volumes;
    final RandomGenerator random;
    private final Map<String, Feasibility> inPlaceChecks = new HashMap<>();
    private final Deque<GroupRanking> awake = new ArrayDeque<>();
    private @Nullable Pool pool;
    private @Nullable Footprint footprint;

    Workbench(State state, Evaluation evaluation, SchedulingContext context) {
        this.state = state;
        this.evaluation = evaluation;
        this.context = context;
        this.jobId = new JobId(evaluation.namespace(), evaluation.jobId());
        this.job = state.job(jobId);
        this.quota = job.flatMap(wanted -> QuotaRoom.of(state, wanted));
        this.allocations = state.allocationsOfJob(jobId);
        this.volumes = new VolumeRoom(state);
        this.random = new SplittableRandom(context.seed());
    }

    /** The nodes that the job may use; looked up only once something is to be placed. */
    Pool pool() {
        Pool known = pool;
        if (known == null) {
            known = new Pool(job.orElseThrow(), state, Inventory.of(state), new SplittableRandom(context.seed()));
            pool = known;
        }
        return known;
    }

    /** Where the job's allocations are, before and with what is planned. */
    Footprint footprint() {
        Footprint known = footprint;
        if (known == null) {
            known = Footprint.of(pool().inventory(), allocations);
            footprint = known;
        }
        return known;
    }

    /** Keeps the rankings that were used last; those of a job with a thousand groups would not all fit into the memory. */
    GroupRanking awake(GroupRanking ranking) {
        if (awake.peekLast() != ranking) {
            awake.remove(ranking);
            awake.addLast(ranking);
            if (awake.size() > MOST_AWAKE) {
                awake.removeFirst().rest();
            }
        }
        return ranking;
    }

    Algorithm algorithm() {
        return rules().algorithm();
    }

    /** What a group asks for. */
    Demand demand(TaskGroup group) {
        return limited(plainDemand(group), group);
    }

    private GroupDemand plainDemand(TaskGroup group) {
        return new GroupDemand(group, rules().oversubscription());
    }

    /** With what is not a matter of the single node: volumes that others may have, and the quota. */
    private Demand limited(Demand demand, TaskGroup group) {
        Demand withVolumes = VolumeDemand.of(demand, volumes, jobId.namespace(), group);
        return quota.<Demand>map(known -> new QuotaDemand(withVolumes, known)).orElse(withVolumes);
    }

    /** Whether the job may push others aside. */
    boolean mayPreempt() {
        return rules().preemption();
    }

    /** What a group asks for when it may push others aside. */
    Demand preemptingDemand(Job version, TaskGroup group) {
        return limited(new PreemptingDemand(plainDemand(group), version, evictions), group);
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
                                unseen -> new Feasibility(
                                        Requirements.of(wanted, group),
                                        operators,
                                        new CsiVolumes(state, jobId.namespace())))
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

    /** Writes down what needs no choice of a node: stops, whose room this plan may use, and updates in place. */
    void settle(Intents intents, PlanDraft draft) {
        intents.stops().forEach(draft::stop);
        intents.updates().forEach(draft::update);
        if (!intents.placements().isEmpty() || !intents.replacements().isEmpty()) {
            for (AllocationStop stop : intents.stops()) {
                state.allocation(stop.allocationId()).ifPresent(this::release);
            }
        }
    }

    /**
     * Gives back what the allocation holds, if the state still counts it. Only the plan that stops an allocation may use its room at
     * once; all others wait until the node has reported its end.
     */
    void release(Allocation allocation) {
        int number = pool().inventory().number(allocation.nodeId());
        if (Statuses.holdsRoom(allocation)) {
            pool().room(allocation.nodeId()).ifPresent(room -> room.release(allocation));
            quota.ifPresent(known -> known.giveBack(allocation));
            volumes.release(allocation);
        }
        if (!Statuses.terminal(allocation)) {
            footprint().remove(number, allocation.taskGroup());
        }
        pool().changed(number);
    }

    /** Takes what was chosen for a new allocation, from others if need be. */
    void occupy(Choice.Chosen chosen, Placement placement) {
        String nodeId = chosen.room().node().id();
        for (VolumeRequest request : VolumeDemand.requests(VolumeNeeds.named(placement.group(), placement.name()))) {
            volumes.take(new VolumeClaim(
                    new VolumeId(jobId.namespace(), request.source()), request, placement.name(), nodeId));
        }
        chosen.room().take(chosen.grant());
        quota.ifPresent(known -> {
            chosen.grant().victims().forEach(known::giveBack);
            known.take(
                    chosen.room().node().nodePool(), QuotaUse.of(chosen.grant().resources()));
        });
        evictions.add(chosen.grant().victims());
        footprint().add(chosen.number(), placement.group().name());
        pool().changed(chosen.number());
    }

    /** Undoes {@link #release}. */
    void takeBack(Allocation allocation) {
        int number = pool().inventory().number(allocation.nodeId());
        if (Statuses.holdsRoom(allocation)) {
            pool().room(allocation.nodeId()).ifPresent(room -> room.takeBack(allocation));
            quota.ifPresent(known -> known.takeBack(allocation));
            volumes.takeBack(allocation);
        }
        if (!Statuses.terminal(allocation)) {
            footprint().add(number, allocation.taskGroup());
        }
        pool().changed(number);
    }
}
