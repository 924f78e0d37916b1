package dev.drover.state;

import dev.drover.model.eval.Evaluation;
import dev.drover.model.eval.EvaluationBuilder;
import dev.drover.model.eval.EvaluationStatus;
import java.util.List;

/** Takes evaluations up, and out again. */
final class EvaluationChanges {
    private EvaluationChanges() {}

    static void upsert(Draft draft, List<Evaluation> evaluations) {
        evaluations.forEach(evaluation -> upsert(draft, evaluation));
    }

    static void upsert(Draft draft, Evaluation evaluation) {
        Evaluation before = draft.tables.evaluations.get(evaluation.id());
        draft.putEvaluation(EvaluationBuilder.builder(evaluation)
                .createIndex(before == null ? draft.index : before.createIndex())
                .modifyIndex(draft.index)
                .build());
        if (evaluation.status() == EvaluationStatus.COMPLETE
                && evaluation.failedTgAllocs().isEmpty()) {
            cancelBlocked(draft, evaluation);
        }
    }

    static void delete(Draft draft, List<String> ids) {
        for (String id : ids) {
            Evaluation evaluation = draft.tables.evaluations.get(id);
            if (evaluation != null) {
                draft.removeEvaluation(evaluation);
            }
        }
    }

    /** An evaluation that placed everything leaves nothing to do for those that wait for room for the same job. */
    private static void cancelBlocked(Draft draft, Evaluation complete) {
        JobId job = new JobId(complete.namespace(), complete.jobId());
        for (Evaluation other : draft.view().evaluationsOfJob(job)) {
            if (other.status() == EvaluationStatus.BLOCKED && other.createIndex() < draft.index) {
                draft.putEvaluation(EvaluationBuilder.builder(other)
                        .status(EvaluationStatus.CANCELED)
                        .statusDescription("evaluation \"" + complete.id() + "\" placed everything")
                        .modifyTime(complete.modifyTime())
                        .modifyIndex(draft.index)
                        .build());
            }
        }
    }
}
