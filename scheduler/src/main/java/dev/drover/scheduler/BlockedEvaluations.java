package dev.drover.scheduler;

import dev.drover.model.eval.Evaluation;
import dev.drover.model.eval.EvaluationBuilder;
import dev.drover.model.eval.EvaluationStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes the evaluations that wait until what could not be placed has a chance. */
final class BlockedEvaluations {
    /** How many full nodes are waited for one by one; when there are more, one evaluation waits for any of their classes. */
    private static final int NODE_LIMIT = 100;

    private BlockedEvaluations() {}

    /**
     * Evaluations of a job that runs on every node, one for each node without room. Those that wait for their node already are not
     * made again, except that the evaluation given goes on waiting first of all if its node has still no room.
     */
    static List<Evaluation> onNodes(
            Workbench bench, Collection<String> nodes, Map<String, Boolean> classes, boolean escaped) {
        if (nodes.size() > NODE_LIMIT) {
            return List.of(of(bench, classes, escaped));
        }
        Evaluation cause = bench.evaluation;
        Set<String> waiting = new HashSet<>();
        bench.state.evaluationsOfJob(bench.jobId).stream()
                .filter(evaluation -> evaluation.status() == EvaluationStatus.BLOCKED)
                .forEach(evaluation -> waiting.add(evaluation.nodeId()));
        List<Evaluation> made = new ArrayList<>();
        for (String node : nodes) {
            boolean stays =
                    cause.status() == EvaluationStatus.BLOCKED && cause.nodeId().equals(node);
            if (stays) {
                made.addFirst(of(bench, classes, escaped));
            } else if (!waiting.contains(node)) {
                made.add(EvaluationBuilder.builder(created(bench, classes, escaped))
                        .nodeId(node)
                        .build());
            }
        }
        return made;
    }

    /**
     * The evaluation given if it waits already, else a new one.
     *
     * @param classes computed classes that could run what is queued (true) or could not (false); room on others must be tried
     * @param escaped whether room on a node of any class must be tried
     */
    static Evaluation of(Workbench bench, Map<String, Boolean> classes, boolean escaped) {
        Evaluation cause = bench.evaluation;
        if (cause.status() == EvaluationStatus.BLOCKED) {
            return EvaluationBuilder.builder(cause)
                    .classEligibility(classes)
                    .escapedComputedClass(escaped)
                    .snapshotIndex(bench.state.index())
                    .build();
        }
        return created(bench, classes, escaped);
    }

    private static Evaluation created(Workbench bench, Map<String, Boolean> classes, boolean escaped) {
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
                .classEligibility(classes)
                .escapedComputedClass(escaped)
                .snapshotIndex(bench.state.index())
                .build();
    }
}
