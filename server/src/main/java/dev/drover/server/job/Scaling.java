package dev.drover.server.job;

import dev.drover.model.api.JobRegisterResponse;
import dev.drover.model.api.JobRegisterResponseBuilder;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobBuilder;
import dev.drover.model.job.ScalingEvent;
import dev.drover.model.job.ScalingPolicy;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.job.TaskGroupBuilder;
import dev.drover.server.Core;
import dev.drover.server.ServerException;
import dev.drover.server.eval.Triggers;
import dev.drover.state.JobId;
import dev.drover.state.Statuses;
import dev.drover.state.Times;
import dev.drover.state.command.JobCommand;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Changes counts of groups. */
public final class Scaling {
    private final Core core;
    private final JobPolicy policy;
    private final Evaluator evaluator;

    Scaling(Core core, JobPolicy policy, Evaluator evaluator) {
        this.core = core;
        this.policy = policy;
        this.evaluator = evaluator;
    }

    /**
     * What is asked for.
     *
     * @param count the new count, or null to only note the event
     * @param error whether the event tells of a failure to scale
     */
    public record Request(
            String group, @Nullable Long count, String message, boolean error, Map<String, Object> meta) {}

    JobRegisterResponse scale(Job job, Request request) {
        core.requireRegistrationAllowed();
        TaskGroup group = job.taskGroups().stream()
                .filter(candidate -> candidate.name().equals(request.group()))
                .findFirst()
                .orElseThrow(() -> ServerException.badRequest(
                        "task group \"" + request.group() + "\" specified for scaling does not exist in job"));
        Long count = request.count();
        if (count != null && request.error()) {
            throw ServerException.badRequest("scaling action should not contain count if error is true");
        }
        Instant now = core.now();
        Optional<Job> changed = count == null ? Optional.empty() : Optional.of(scaled(job, group, count, now));
        Optional<Evaluation> evaluation = changed.flatMap(it -> evaluator.forJob(it, Triggers.JOB_SCALING, 0, now));
        long before = group.count() == null ? 1 : group.count();
        ScalingEvent event = new ScalingEvent(
                count,
                before,
                request.error(),
                request.message(),
                request.meta(),
                evaluation.map(Evaluation::id).orElse(null),
                Times.nanos(now),
                0);
        long index = core.propose(new JobCommand.Scale(
                JobId.of(job), changed, request.group(), event, evaluation, policy.trackedVersions()));
        return JobRegisterResponseBuilder.builder()
                .evalId(evaluation.map(Evaluation::id).orElse(""))
                .evalCreateIndex(evaluation.isPresent() ? index : 0)
                .jobModifyIndex(core.state().job(JobId.of(job)).orElse(job).jobModifyIndex())
                .index(index)
                .build();
    }

    private Job scaled(Job job, TaskGroup group, long count, Instant now) {
        if (job.stop()) {
            throw ServerException.badRequest("cannot scale stopped job");
        }
        if (count < 0) {
            throw ServerException.badRequest("scaling action count can't be negative");
        }
        ScalingPolicy policy = group.scaling();
        if (policy != null && policy.max() != null && count > policy.max()) {
            throw ServerException.badRequest(
                    "group count was greater than scaling policy maximum: " + count + " > " + policy.max());
        }
        if (policy != null && policy.min() != null && count < policy.min()) {
            throw ServerException.badRequest(
                    "group count was less than scaling policy minimum: " + count + " < " + policy.min());
        }
        boolean rollingOut = core.state()
                .latestDeployment(JobId.of(job))
                .filter(it -> Statuses.active(it.status()))
                .filter(it -> it.taskGroups().containsKey(group.name()))
                .isPresent();
        if (rollingOut) {
            throw ServerException.badRequest("job scaling blocked due to active deployment");
        }
        TaskGroup changed =
                TaskGroupBuilder.builder(group).count(Math.toIntExact(count)).build();
        return JobBuilder.builder(job)
                .taskGroups(job.taskGroups().stream()
                        .map(candidate -> candidate.name().equals(group.name()) ? changed : candidate)
                        .toList())
                .submitTime(Times.nanos(now))
                .build();
    }
}
