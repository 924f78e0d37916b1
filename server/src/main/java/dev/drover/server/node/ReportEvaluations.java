package dev.drover.server.node;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.DesiredStatus;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.job.Job;
import dev.drover.server.eval.Triggers;
import dev.drover.state.JobId;
import dev.drover.state.State;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which jobs have to be looked at again after what nodes report, one evaluation each. */
final class ReportEvaluations {
    private ReportEvaluations() {}

    static List<Evaluation> of(State state, List<Allocation> reports, Instant now) {
        Map<JobId, Evaluation> evaluations = new LinkedHashMap<>();
        for (Allocation report : reports) {
            Allocation before = state.allocation(report.id()).orElse(null);
            Job job = before == null
                    ? null
                    : state.job(new JobId(before.namespace(), before.jobId())).orElse(null);
            if (before != null && job != null) {
                trigger(before, report, job)
                        .ifPresent(
                                trigger -> evaluations.putIfAbsent(JobId.of(job), Triggers.plain(job, trigger, now)));
            }
        }
        return List.copyOf(evaluations.values());
    }

    private static Optional<String> trigger(Allocation before, Allocation report, Job job) {
        if (before.desiredStatus() != DesiredStatus.RUN || report.clientStatus() == before.clientStatus()) {
            return Optional.empty();
        }
        if (before.clientStatus() == ClientStatus.UNKNOWN) {
            return Optional.of(Triggers.RECONNECT);
        }
        boolean endsForGood = job.type().equals("service") || job.type().equals("system");
        return switch (report.clientStatus()) {
            case FAILED, LOST -> Optional.of(Triggers.ALLOC_FAILURE);
            case COMPLETE -> endsForGood ? Optional.of(Triggers.ALLOC_FAILURE) : Optional.empty();
            case PENDING, RUNNING, UNKNOWN -> Optional.empty();
        };
    }
}
