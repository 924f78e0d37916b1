package dev.drover.scheduler.reconcile;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.eval.EvaluationBuilder;
import dev.drover.model.eval.EvaluationStatus;
import dev.drover.model.job.Job;
import dev.drover.state.Statuses;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the evaluations that look at a job again when the time has come. */
final class FollowUps {
    /** What falls due within this time of each other shares an evaluation. */
    static final Duration WINDOW = Duration.ofSeconds(5);

    private static final String RETRY = "alloc-failure";
    private static final String TIMEOUT = "max-disconnect-timeout";

    private final ReconcileInput input;
    private final List<Evaluation> made = new ArrayList<>();

    /** An allocation that something is to be done about at a time. */
    record Due(Allocation allocation, Instant time) {}

    FollowUps(ReconcileInput input) {
        this.input = input;
    }

    List<Evaluation> made() {
        return made;
    }

    /** Evaluations, by allocation id, that find a failed allocation when it may be replaced: early enough for the first of each. */
    Map<String, String> retries(Job job, List<Due> dues) {
        return tie(job, dues, RETRY, "waiting until a failed allocation may be replaced", false);
    }

    /** Evaluations, by allocation id, that find an allocation when its node has ended it: late enough for the last of each. */
    Map<String, String> losses(Job job, List<Due> dues) {
        return tie(job, dues, RETRY, "waiting until a silent node has stopped its allocations", true);
    }

    /** Evaluations, by allocation id, that find an allocation when it was out of sight for too long: late enough for the last. */
    Map<String, String> timeouts(Job job, List<Due> dues) {
        return tie(job, dues, TIMEOUT, "waiting until an allocation was out of sight for too long", true);
    }

    /** Those for which no evaluation is to come in time. */
    List<Due> untied(Collection<Due> dues) {
        return dues.stream().filter(due -> !isTied(due)).toList();
    }

    private boolean isTied(Due due) {
        String id = due.allocation().followupEvalId();
        return !id.isEmpty()
                && !id.equals(input.evaluation().id())
                && input.evaluations()
                        .apply(id)
                        .filter(later -> !Statuses.terminal(later.status()))
                        .filter(later -> !later.waitUntil().isAfter(due.time().plus(WINDOW)))
                        .isPresent();
    }

    private Map<String, String> tie(Job job, List<Due> dues, String trigger, String description, boolean late) {
        Map<String, String> ties = new LinkedHashMap<>();
        List<Due> window = new ArrayList<>();
        for (Due due : dues.stream().sorted(Comparator.comparing(Due::time)).toList()) {
            if (!window.isEmpty() && due.time().isAfter(window.getFirst().time().plus(WINDOW))) {
                close(job, window, trigger, description, late, ties);
            }
            window.add(due);
        }
        close(job, window, trigger, description, late, ties);
        return ties;
    }

    private void close(
            Job job, List<Due> window, String trigger, String description, boolean late, Map<String, String> ties) {
        if (!window.isEmpty()) {
            Instant time = (late ? window.getLast() : window.getFirst()).time();
            String id = at(job, time, trigger, description).id();
            window.forEach(due -> ties.put(due.allocation().id(), id));
            window.clear();
        }
    }

    Evaluation at(Job job, Instant time, String trigger, String description) {
        Evaluation cause = input.evaluation();
        Evaluation later = EvaluationBuilder.builder()
                .id(input.ids().next())
                .namespace(cause.namespace())
                .priority(cause.priority())
                .type(job.type())
                .triggeredBy(trigger)
                .jobId(job.id())
                .jobModifyIndex(job.modifyIndex())
                .status(EvaluationStatus.PENDING)
                .statusDescription(description)
                .waitUntil(time)
                .previousEval(cause.id())
                .build();
        made.add(later);
        return later;
    }
}
