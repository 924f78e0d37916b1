package dev.drover.server.plan;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.deployment.Deployment;
import dev.drover.model.deployment.DeploymentBuilder;
import dev.drover.model.deployment.DeploymentState;
import dev.drover.model.deployment.DeploymentStateBuilder;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.eval.EvaluationBuilder;
import dev.drover.server.eval.Triggers;
import dev.drover.state.JobId;
import dev.drover.state.State;
import dev.drover.state.Statuses;
import dev.drover.state.Table;
import dev.drover.state.plan.AllocationStop;
import dev.drover.state.plan.Plan;
import dev.drover.state.plan.PlanCommit;
import dev.drover.state.usage.AllocationUse;
import dev.drover.state.usage.NodeUsage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What of a plan still holds on the newest state. Nodes are judged one by one: what a plan does on a node happens there
 * altogether or not at all, and a node that refuses does not keep the others waiting. Quotas and volumes are judged
 * for the whole plan: where there would be too much, nothing of the plan is done.
 *
 * @param refreshIndex 0 when everything holds, else the index of a state that shows why not
 * @param refusals why nodes refused, by node id
 */
record PlanReview(PlanCommit commit, long refreshIndex, Map<String, String> refusals) {
    /**
     * Holds the plan against a state.
     *
     * @param underWay what is about to be committed and may not be part of the state yet
     * @param followUps evaluations that allocations of the plan refer to
     */
    static PlanReview of(State state, UnderWay underWay, Plan plan, List<Evaluation> followUps, Instant now) {
        Map<String, String> refusals = refusals(state, underWay, plan);
        boolean tooLate = QuotaReview.isOver(state, underWay, plan) || VolumeReview.isTaken(state, underWay, plan);
        boolean nothing = tooLate || (plan.allAtOnce() && !refusals.isEmpty());
        List<Allocation> placements = nothing
                ? List.of()
                : plan.placements().stream()
                        .filter(placement -> !refusals.containsKey(placement.nodeId()))
                        .toList();
        List<AllocationStop> stops = nothing
                ? List.of()
                : plan.stops().stream()
                        .filter(stop -> !refusals.containsKey(nodeOf(state, stop.allocationId())))
                        .toList();
        List<Allocation> preemptions = nothing
                ? List.of()
                : plan.preemptions().stream()
                        .filter(victim -> isLive(state, victim.id()) && !refusals.containsKey(victim.nodeId()))
                        .toList();
        PlanCommit commit = new PlanCommit(
                plan.evaluationId(),
                plan.job(),
                placements,
                stops,
                preemptions,
                nothing ? Optional.empty() : plan.deployment().map(it -> withoutUnplaced(state, it, placements)),
                nothing ? List.of() : plan.deploymentUpdates(),
                now,
                nothing ? List.of() : evaluations(state, preemptions, followUps, now));
        long refresh = refusals.isEmpty() && !tooLate ? 0 : newest(state);
        return new PlanReview(commit, refresh, refusals);
    }

    /** Of all that decides whether a plan holds. */
    private static long newest(State state) {
        return Stream.of(Table.NODES, Table.ALLOCATIONS, Table.QUOTAS, Table.NAMESPACES, Table.CSI_VOLUMES)
                .mapToLong(state::index)
                .max()
                .orElse(0);
    }

    private static Map<String, String> refusals(State state, UnderWay underWay, Plan plan) {
        Map<String, NodeUsage> usage = new LinkedHashMap<>();
        Map<String, List<Allocation>> byNode = new LinkedHashMap<>();
        for (Allocation placement : plan.placements()) {
            byNode.computeIfAbsent(placement.nodeId(), id -> new ArrayList<>()).add(placement);
        }
        Set<String> leaving = new LinkedHashSet<>();
        plan.stops().forEach(stop -> leaving.add(stop.allocationId()));
        plan.preemptions().forEach(victim -> leaving.add(victim.id()));
        plan.placements().stream()
                .filter(placement -> !NodeFit.keepsItsRoom(state, placement))
                .forEach(placement -> leaving.add(placement.id()));
        for (String id : leaving) {
            state.allocation(id).filter(Statuses::holdsRoom).ifPresent(allocation -> {
                NodeUsage held = usage.computeIfAbsent(allocation.nodeId(), node -> underWay.usage(state, node));
                usage.put(allocation.nodeId(), held.minus(AllocationUse.of(allocation)));
            });
        }
        Map<String, String> refusals = new LinkedHashMap<>();
        byNode.forEach((nodeId, placements) -> {
            List<Allocation> live =
                    placements.stream().filter(Statuses::holdsRoom).toList();
            NodeUsage before = usage.computeIfAbsent(nodeId, node -> underWay.usage(state, node));
            NodeFit.refusal(state, nodeId, before, live, plan.job(), () -> others(state, underWay, leaving, nodeId))
                    .ifPresent(reason -> refusals.put(nodeId, reason));
        });
        return refusals;
    }

    /** Who stays on the node or is on the way there while the plan is carried out. */
    private static List<Allocation> others(State state, UnderWay underWay, Set<String> leaving, String nodeId) {
        return Stream.concat(
                        state.allocationsOfNode(nodeId).stream().filter(Statuses::holdsRoom),
                        underWay.coming(state, nodeId).stream())
                .filter(allocation -> !leaving.contains(allocation.id()))
                .toList();
    }

    private static String nodeOf(State state, String allocationId) {
        return state.allocation(allocationId).map(Allocation::nodeId).orElse("");
    }

    private static boolean isLive(State state, String allocationId) {
        return state.allocation(allocationId)
                .filter(it -> !Statuses.terminal(it))
                .isPresent();
    }

    /** Canaries that a refused node would have got are no canaries of the deployment. */
    private static Deployment withoutUnplaced(State state, Deployment deployment, List<Allocation> placements) {
        Set<String> placed = new HashSet<>();
        placements.forEach(placement -> placed.add(placement.id()));
        Map<String, DeploymentState> groups = new LinkedHashMap<>(deployment.taskGroups());
        groups.replaceAll((name, group) -> DeploymentStateBuilder.builder(group)
                .placedCanaries(group.placedCanaries().stream()
                        .filter(id ->
                                placed.contains(id) || state.allocation(id).isPresent())
                        .toList())
                .build());
        return DeploymentBuilder.builder(deployment).taskGroups(groups).build();
    }

    /** The jobs that lose allocations are looked at again, one evaluation each. */
    private static List<Evaluation> evaluations(
            State state, List<Allocation> preemptions, List<Evaluation> followUps, Instant now) {
        Set<JobId> losers = new LinkedHashSet<>();
        preemptions.forEach(victim -> losers.add(new JobId(victim.namespace(), victim.jobId())));
        List<Evaluation> evaluations = new ArrayList<>(followUps);
        losers.stream()
                .flatMap(id -> state.job(id).stream())
                .map(job -> Triggers.of(job, Triggers.PREEMPTION, now))
                .map(EvaluationBuilder::build)
                .forEach(evaluations::add);
        return evaluations;
    }
}
