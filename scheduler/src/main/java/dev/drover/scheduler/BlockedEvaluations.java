package dev.drover.scheduler;

import dev.drover.model.eval.Evaluation;
import dev.drover.model.eval.EvaluationBuilder;
import dev.drover.model.eval.EvaluationStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes the evaluations that wait until what could not be placed has a chance. */
final class BlockedEvaluations {
    /** How many full nodes are waited for one by one; when there are more, one evaluation waits for any of their classes. */
    private static final int NODE_LIMIT = 100;

    private BlockedEvaluations() {}

    /**
     * Evaluations of a job that runs on every node, one for each node without room and one for an exhausted quota. Those that wait for
     * the same already are not made again, except that the evaluation given goes on waiting first of all if there is still no room.
     *
     * @param rooms what those wait for that wait for nodes
     * @param quota the quota that is exhausted, or empty
     */
    static List<Evaluation> onNodes(Workbench bench, Collection<String> nodes, Waking rooms, String quota) {
        if (nodes.size() > NODE_LIMIT) {
            return List.of(of(bench, quota.isEmpty() ? rooms : rooms.or(quota)));
        }
        Map<String, Waking> wanted = new LinkedHashMap<>();
        nodes.forEach(node -> wanted.put(node, rooms));
        if (!quota.isEmpty()) {
            wanted.put("", Waking.forQuota(quota));
        }
        Evaluation cause = bench.evaluation;
        Set<String> waiting = new HashSet<>();
        bench.state.evaluationsOfJob(bench.jobId).stream()
                .filter(evaluation -> evaluation.status() == EvaluationStatus.BLOCKED)
                .forEach(evaluation -> waiting.add(evaluation.nodeId()));
        List<Evaluation> made = new ArrayList<>();
        wanted.forEach((node, waking) -> {
            boolean stays =
                    cause.status() == EvaluationStatus.BLOCKED && cause.nodeId().equals(node);
            if (stays) {
                made.addFirst(of(bench, waking));
            } else if (!waiting.contains(node)) {
                made.add(EvaluationBuilder.builder(created(bench, waking))
                        .nodeId(node)
                        .build());
            }
        });
        return made;
    }

    /** The evaluation given if it waits already, else a new one. */
    static Evaluation of(Workbench bench, Waking waking) {
        Evaluation cause = bench.evaluation;
        if (cause.status() == EvaluationStatus.BLOCKED) {
            return EvaluationBuilder.builder(cause)
                    .classEligibility(waking.classes())
                    .escapedComputedClass(waking.escaped())
                    .quotaLimitReached(waking.quota())
                    .missingNonNodeResources(waking.volumes())
                    .snapshotIndex(bench.state.index())
                    .build();
        }
        return created(bench, waking);
    }

    private static Evaluation created(Workbench bench, Waking waking) {
        Evaluation cause = bench.evaluation;
        return EvaluationBuilder.builder()
                .id(bench.context.ids().next())
                .namespace(cause.namespace())
                .priority(cause.priority())
                .type(cause.type())
                .triggeredBy("queued-allocs")
                .jobId(cause.jobId())
                .jobModifyIndex(cause.jobModifyIndex())
                .status(EvaluationStatus.BLOCKED)
                .statusDescription("waits for room for allocations that could not be placed")
                .previousEval(cause.id())
                .classEligibility(waking.classes())
                .escapedComputedClass(waking.escaped())
                .quotaLimitReached(waking.quota())
                .missingNonNodeResources(waking.volumes())
                .snapshotIndex(bench.state.index())
                .build();
    }
}
