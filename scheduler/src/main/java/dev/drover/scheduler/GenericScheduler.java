package dev.drover.scheduler;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationMetric;
import dev.drover.model.alloc.RescheduleEvent;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.job.EphemeralDisk;
import dev.drover.model.job.Job;
import dev.drover.model.job.TaskGroup;
import dev.drover.scheduler.quota.QuotaRoom;
import dev.drover.scheduler.ranking.Choice;
import dev.drover.scheduler.ranking.GroupRanking;
import dev.drover.scheduler.reconcile.Intents;
import dev.drover.scheduler.reconcile.JobReconciler;
import dev.drover.scheduler.reconcile.Placement;
import dev.drover.scheduler.reconcile.ReconcileInput;
import dev.drover.scheduler.room.VolumeNeeds;
import dev.drover.state.State;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Schedules service and batch jobs: reconciles, then finds the best node for each allocation that is missing. What stops gives its
 * room back before anything is placed; what is replaced gives it back only for its own replacement, and keeps it when there is none.
 */
final class GenericScheduler {
    /**
     * What is ranked alike.
     *
     * @param allocation name of the allocation if it wants volumes of its own, else empty
     */
    private record Version(String group, String allocation, long number, boolean preempting) {}

    private final Workbench bench;
    private final PlanDraft draft;
    private final Map<Version, GroupRanking> rankings = new LinkedHashMap<>();

    /** Groups that nothing but their quota keeps from being placed. */
    private final Set<String> overQuota = new HashSet<>();

    GenericScheduler(State state, Evaluation evaluation, SchedulingContext context) {
        this.bench = new Workbench(state, evaluation, context);
        this.draft = new PlanDraft(bench);
    }

    Outcome schedule() {
        Intents intents = JobReconciler.reconcile(new ReconcileInput(
                bench.job,
                bench.allocations,
                bench.state::node,
                bench.state.latestDeployment(bench.jobId),
                bench.state::evaluation,
                bench::keepsNode,
                bench.evaluation,
                bench.context.now(),
                bench.context.ids()));
        bench.settle(intents, draft);
        intents.replacements().forEach(this::replace);
        intents.placements().forEach(this::place);
        return draft.finish(intents, blocked().stream().toList());
    }

    private void replace(Placement placement) {
        Allocation old = placement.previous().orElseThrow();
        bench.release(old);
        Choice choice = choose(placement);
        switch (choice) {
            case Choice.Chosen chosen -> commit(placement, chosen);
            case Choice.NoneFits none -> {
                bench.takeBack(old);
                fail(placement, none);
            }
        }
    }

    private void place(Placement placement) {
        Optional<AllocationMetric> failedBefore =
                draft.failure(placement.group().name());
        if (failedBefore.isPresent()) {
            draft.fail(placement, failedBefore.get());
            return;
        }
        switch (choose(placement)) {
            case Choice.Chosen chosen -> commit(placement, chosen);
            case Choice.NoneFits none -> fail(placement, none);
        }
    }

    private void fail(Placement placement, Choice.NoneFits none) {
        if (none.overQuota()) {
            overQuota.add(placement.group().name());
        }
        draft.fail(placement, none.metric());
    }

    private void commit(Placement placement, Choice.Chosen chosen) {
        draft.place(placement, chosen);
        bench.occupy(chosen, placement);
    }

    private Choice choose(Placement placement) {
        return switch (choose(placement, false)) {
            case Choice.Chosen chosen -> chosen;
            case Choice.NoneFits none -> {
                Choice other = bench.mayPreempt() && !none.overQuota() ? choose(placement, true) : none;
                yield other instanceof Choice.Chosen ? other : none;
            }
        };
    }

    private Choice choose(Placement placement, boolean preempting) {
        return bench.awake(ranking(placement, preempting))
                .choose(penalised(placement), preferred(placement), bench.random);
    }

    private GroupRanking ranking(Placement placement, boolean preempting) {
        Job job = placement.job();
        TaskGroup group = VolumeNeeds.named(placement.group(), placement.name());
        String single = VolumeNeeds.differByAllocation(group) ? placement.name() : "";
        return rankings.computeIfAbsent(
                new Version(group.name(), single, job.version(), preempting),
                unseen -> new GroupRanking(
                        job,
                        group,
                        bench.pool(),
                        preempting ? bench.preemptingDemand(job, group) : bench.demand(group),
                        bench.footprint(),
                        bench.algorithm(),
                        bench.operators));
    }

    /** The nodes on which it failed already. */
    private static Set<String> penalised(Placement placement) {
        if (!placement.rescheduled()) {
            return Set.of();
        }
        Set<String> nodes = new HashSet<>();
        placement.previous().ifPresent(previous -> nodes.add(previous.nodeId()));
        placement
                .tracker()
                .ifPresent(tracker -> tracker.events().stream()
                        .map(RescheduleEvent::prevNodeId)
                        .forEach(nodes::add));
        return nodes;
    }

    /** A sticky disk stays where its data is. */
    private static Optional<String> preferred(Placement placement) {
        EphemeralDisk disk = placement.group().ephemeralDisk();
        boolean sticky = disk != null && Boolean.TRUE.equals(disk.sticky());
        return sticky ? placement.previous().map(Allocation::nodeId) : Optional.empty();
    }

    private Optional<Evaluation> blocked() {
        Map<String, Boolean> classes = new LinkedHashMap<>();
        boolean escaped = false;
        boolean failed = false;
        boolean byQuota = false;
        Set<String> volumes = new TreeSet<>();
        for (Map.Entry<Version, GroupRanking> entry : rankings.entrySet()) {
            String group = entry.getKey().group();
            Optional<AllocationMetric> failure = draft.failure(group);
            byQuota |=
                    failure.filter(metric -> !metric.quotaExhausted().isEmpty()).isPresent();
            if (failure.isPresent() && !overQuota.contains(group)) {
                failed = true;
                volumes.addAll(entry.getValue().volumes());
                escaped |= entry.getValue().escapesClass();
                entry.getValue()
                        .classEligibility()
                        .forEach((name, able) -> classes.merge(name, able, Boolean::logicalOr));
            }
        }
        if (!failed && overQuota.isEmpty()) {
            return Optional.empty();
        }
        String quota = bench.quota.map(QuotaRoom::quota).orElse("");
        Waking rooms = new Waking(classes, escaped || !volumes.isEmpty(), List.copyOf(volumes), "");
        Waking waking = !failed ? Waking.forQuota(quota) : byQuota ? rooms.or(quota) : rooms;
        return Optional.of(BlockedEvaluations.of(bench, waking));
    }
}
