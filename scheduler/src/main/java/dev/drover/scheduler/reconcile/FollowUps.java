package dev.drover.scheduler.reconcile;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.eval.EvaluationBuilder;
import dev.drover.model.eval.EvaluationStatus;
import dev.drover.model.job.Job;
import dev.drover.scheduler.IdSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Makes the evaluations that look at a job again when the time has come. */
final class FollowUps {
    /** Retries that fall due within this time of each other share an evaluation. */
    private static final Duration WINDOW = Duration.ofSeconds(5);

    private final Evaluation evaluation;
    private final IdSource ids;
    private final List<Evaluation> made = new ArrayList<>();

    FollowUps(Evaluation evaluation, IdSource ids) {
        this.evaluation = evaluation;
        this.ids = ids;
    }

    List<Evaluation> made() {
        return made;
    }

    /** Ties every allocation that waits for its retry to an evaluation; those that are tied already stay as they are. */
    List<Allocation> retryLater(Job job, List<Standing.RetryLater> waiting) {
        List<Allocation> tied = new ArrayList<>();
        Evaluation current = null;
        for (Standing.RetryLater retry : waiting.stream()
                .filter(later -> later.allocation().followupEvalId().isEmpty())
                .sorted(Comparator.comparing(Standing.RetryLater::from))
                .toList()) {
            if (current == null || retry.from().isAfter(current.waitUntil().plus(WINDOW))) {
                current = at(job, retry.from(), "alloc-failure", "waiting until a failed allocation may be replaced");
            }
            tied.add(AllocationBuilder.builder(retry.allocation())
                    .followupEvalId(current.id())
                    .build());
        }
        return tied;
    }

    Evaluation at(Job job, Instant time, String trigger, String description) {
        Evaluation later = EvaluationBuilder.builder()
                .id(ids.next())
                .namespace(evaluation.namespace())
                .priority(evaluation.priority())
                .type(job.type())
                .triggeredBy(trigger)
                .jobId(job.id())
                .jobModifyIndex(job.modifyIndex())
                .status(EvaluationStatus.PENDING)
                .statusDescription(description)
                .waitUntil(time)
                .previousEval(evaluation.id())
                .build();
        made.add(later);
        return later;
    }
}
