package dev.drover.scheduler;

import dev.drover.model.eval.Evaluation;
import dev.drover.model.eval.EvaluationBuilder;
import dev.drover.model.eval.EvaluationStatus;
import java.util.Map;

/** Makes the evaluation that waits until what could not be placed has a chance. */
final class BlockedEvaluations {
    private BlockedEvaluations() {}

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
