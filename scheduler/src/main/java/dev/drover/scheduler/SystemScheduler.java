package dev.drover.scheduler;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.node.Node;
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
import java.util.Optional;

/** Schedules system and sysbatch jobs: one allocation of each group on every node that suits it. */
final class SystemScheduler {
    private final Workbench bench;
    private final PlanDraft draft;
    private final Map<String, NodeByNode> groups = new LinkedHashMap<>();
    private final Map<String, NodeByNode> preempting = new HashMap<>();

    SystemScheduler(State state, Evaluation evaluation, SchedulingContext context) {
        this.bench = new Workbench(state, evaluation, context);
        this.draft = new PlanDraft(bench);
    }

    Outcome schedule() {
        ReconcileInput input = new ReconcileInput(
                bench.job,
                bench.allocations,
                bench.state::node,
                Optional.empty(),
                bench::keepsNode,
                bench.evaluation,
                bench.context.now(),
                bench.context.ids());
        List<Node> usable = bench.job.filter(job -> !job.stop()).isEmpty()
                ? List.of()
                : bench.pool().rooms().values().stream().map(NodeRoom::node).toList();
        Intents intents = NodeReconciler.reconcile(
                input, usable, (node, group) -> group(group).suits(node));
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
                yield false;
            }
            case Choice.Chosen chosen -> {
                draft.place(placement, chosen);
                bench.occupy(chosen, placement.group().name());
                yield true;
            }
        };
    }

    private Choice choose(Placement placement) {
        String nodeId = placement.nodeId().orElseThrow();
        TaskGroup group = placement.group();
        return switch (group(group).choose(nodeId, bench.random)) {
            case Choice.Chosen chosen -> chosen;
            case Choice.NoneFits none ->
                bench.mayPreempt() && preempting(placement).choose(nodeId, bench.random) instanceof Choice.Chosen chosen
                        ? chosen
                        : none;
        };
    }

    private NodeByNode preempting(Placement placement) {
        TaskGroup group = placement.group();
        return preempting.computeIfAbsent(
                group.name(), unseen -> nodeByNode(group, bench.preemptingDemand(placement.job(), group)));
    }

    private NodeByNode group(TaskGroup group) {
        return groups.computeIfAbsent(group.name(), unseen -> nodeByNode(group, bench.demand(group)));
    }

    private NodeByNode nodeByNode(TaskGroup group, Demand demand) {
        return new NodeByNode(
                bench.job.orElseThrow(),
                group,
                bench.pool(),
                demand,
                bench.footprint,
                bench.algorithm(),
                bench.operators);
    }

    private Optional<Evaluation> blocked() {
        Map<String, Boolean> classes = new LinkedHashMap<>();
        boolean escaped = false;
        boolean failed = false;
        for (Map.Entry<String, NodeByNode> entry : groups.entrySet()) {
            if (draft.failure(entry.getKey()).isPresent()) {
                failed = true;
                escaped |= entry.getValue().escapesClass();
                entry.getValue()
                        .classEligibility()
                        .forEach((name, able) -> classes.merge(name, able, Boolean::logicalOr));
            }
        }
        return failed ? Optional.of(BlockedEvaluations.of(bench, classes, escaped)) : Optional.empty();
    }
}
