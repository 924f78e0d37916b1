package dev.drover.scheduler;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.job.Job;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.node.Node;
import dev.drover.scheduler.quota.QuotaRoom;
import dev.drover.scheduler.ranking.Choice;
import dev.drover.scheduler.ranking.NodeByNode;
import dev.drover.scheduler.reconcile.Intents;
import dev.drover.scheduler.reconcile.NodeReconciler;
import dev.drover.scheduler.reconcile.Placement;
import dev.drover.scheduler.reconcile.ReconcileInput;
import dev.drover.scheduler.room.Demand;
import dev.drover.scheduler.room.NodeRoom;
import dev.drover.state.State;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Schedules system and sysbatch jobs: one allocation of each group on every node that suits it. */
final class SystemScheduler {
    private record Version(String group, long number) {}

    private final Workbench bench;
    private final PlanDraft draft;
    private final Map<Version, NodeByNode> groups = new LinkedHashMap<>();
    private final Map<Version, NodeByNode> preempting = new HashMap<>();
    private final SortedSet<String> full = new TreeSet<>();
    private boolean overQuota;

    SystemScheduler(State state, Evaluation evaluation, SchedulingContext context) {
        this.bench = new Workbench(state, evaluation, context);
        this.draft = new PlanDraft(bench);
    }

    Outcome schedule() {
        ReconcileInput input = new ReconcileInput(
                bench.job,
                bench.allocations,
                bench.state::node,
                bench.state.latestDeployment(bench.jobId),
                bench.state::evaluation,
                bench::keepsNode,
                bench.evaluation,
                bench.context.now(),
                bench.context.ids());
        List<Node> usable = bench.job.filter(job -> !job.stop()).isEmpty()
                ? List.of()
                : bench.pool().rooms().stream().map(NodeRoom::node).toList();
        Intents intents = NodeReconciler.reconcile(
                input,
                usable,
                (node, group) -> group(bench.job.orElseThrow(), group).suits(node));
        bench.settle(intents, draft);
        intents.replacements().forEach(this::replace);
        intents.placements().forEach(this::place);
        return draft.finish(intents, blocked());
    }

    private void replace(Placement placement) {
        Allocation old = placement.previous().orElseThrow();
        bench.release(old);
        if (!place(placement)) {
            bench.takeBack(old);
        }
    }

    private boolean place(Placement placement) {
        return switch (choose(placement)) {
            case Choice.NoneFits none -> {
                draft.fail(placement, none.metric());
                if (none.overQuota()) {
                    overQuota = true;
                } else {
                    full.add(placement.nodeId().orElseThrow());
                }
                yield false;
            }
            case Choice.Chosen chosen -> {
                draft.place(placement, chosen);
                bench.occupy(chosen, placement);
                yield true;
            }
        };
    }

    private Choice choose(Placement placement) {
        String nodeId = placement.nodeId().orElseThrow();
        return switch (group(placement.job(), placement.group()).choose(nodeId, bench.random)) {
            case Choice.Chosen chosen -> chosen;
            case Choice.NoneFits none -> {
                if (none.overQuota() || !bench.mayPreempt()) {
                    yield none;
                }
                Choice other = preempting(placement.job(), placement.group()).choose(nodeId, bench.random);
                yield other instanceof Choice.Chosen ? other : none;
            }
        };
    }

    private NodeByNode group(Job job, TaskGroup group) {
        return groups.computeIfAbsent(
                new Version(group.name(), job.version()), unseen -> nodeByNode(job, group, bench.demand(group)));
    }

    private NodeByNode preempting(Job job, TaskGroup group) {
        return preempting.computeIfAbsent(
                new Version(group.name(), job.version()),
                unseen -> nodeByNode(job, group, bench.preemptingDemand(job, group)));
    }

    private NodeByNode nodeByNode(Job job, TaskGroup group, Demand demand) {
        return new NodeByNode(job, group, bench.pool(), demand, bench.footprint(), bench.algorithm(), bench.operators);
    }

    private List<Evaluation> blocked() {
        Map<String, Boolean> classes = new LinkedHashMap<>();
        boolean escaped = false;
        SortedSet<String> volumes = new TreeSet<>();
        for (Map.Entry<Version, NodeByNode> entry : groups.entrySet()) {
            if (draft.failure(entry.getKey().group()).isPresent()) {
                volumes.addAll(entry.getValue().volumes());
                escaped |= entry.getValue().escapesClass();
                entry.getValue()
                        .classEligibility()
                        .forEach((name, able) -> classes.merge(name, able, Boolean::logicalOr));
            }
        }
        String quota = overQuota ? bench.quota.map(QuotaRoom::quota).orElse("") : "";
        return BlockedEvaluations.onNodes(
                bench, full, new Waking(classes, escaped || !volumes.isEmpty(), List.copyOf(volumes), ""), quota);
    }
}
