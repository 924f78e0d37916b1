package dev.drover.server.job;

import dev.drover.model.api.JobPlanRequest;
import dev.drover.model.api.JobPlanResponse;
import dev.drover.model.api.JobPlanResponseBuilder;
import dev.drover.model.diff.DiffAnnotator;
import dev.drover.model.diff.JobDiff;
import dev.drover.model.diff.JobDiffer;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.eval.EvaluationBuilder;
import dev.drover.model.eval.PlanAnnotations;
import dev.drover.model.job.Job;
import dev.drover.scheduler.Outcome;
import dev.drover.scheduler.Scheduler;
import dev.drover.scheduler.SchedulingContext;
import dev.drover.server.Core;
import dev.drover.server.Ids;
import dev.drover.server.ServerException;
import dev.drover.server.eval.Explanations;
import dev.drover.server.eval.Triggers;
import dev.drover.state.JobId;
import dev.drover.state.State;
import dev.drover.state.StateMachine;
import dev.drover.state.command.JobCommand;
import dev.drover.state.command.PlanCommand;
import dev.drover.state.plan.Plan;
import dev.drover.state.plan.PlanCommit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A dry run: the job is registered in a copy of the state that nobody else sees, the scheduler that would run in earnest plans on
 * it, and the copy is thrown away. Copies of an immutable state cost nothing.
 */
final class JobPlanner {
    private final Core core;
    private final JobRequests requests;
    private final Function<String, Scheduler> schedulers;

    JobPlanner(Core core, JobRequests requests, Function<String, Scheduler> schedulers) {
        this.core = core;
        this.requests = requests;
        this.schedulers = schedulers;
    }

    JobPlanResponse plan(JobPlanRequest request) {
        State state = core.state();
        Instant now = core.now();
        Job job = requests.accepted(request.job(), state);
        Optional<Job> before = state.job(JobId.of(job));
        Evaluation evaluation = EvaluationBuilder.builder(Triggers.plain(job, Triggers.JOB_REGISTER, now))
                .annotatePlan(true)
                .build();
        State imagined = StateMachine.apply(
                state, state.index() + 1, new JobCommand.Register(job, Optional.of(evaluation), Optional.empty()));
        JobPlanResponseBuilder response = JobPlanResponseBuilder.builder()
                .jobModifyIndex(before.map(Job::jobModifyIndex).orElse(0L))
                .index(state.index())
                .warnings(requests.warnings(job))
                .nextPeriodicLaunch(
                        PeriodicLauncher.isActive(job)
                                ? PeriodicLauncher.next(job, now).orElse(null)
                                : null);
        PlanAnnotations annotations = new PlanAnnotations(Map.of(), List.of());
        boolean waits = job.periodic() != null || job.parameterizedJob() != null;
        if (!waits) {
            Outcome.Planned planned = schedule(imagined, evaluation, now);
            annotations = planned.plan().annotations();
            response.explanations(request.explain() ? explanations(imagined, job, planned, now) : Map.of())
                    .annotations(annotations)
                    .failedTgAllocs(planned.failedGroups())
                    .createdEvals(created(imagined, evaluation, planned));
        }
        return response.diff(request.diff() ? diff(before.orElse(null), job, annotations) : null)
                .build();
    }

    /** Of the state that the plan leads to, since what it places takes room too. */
    private static Map<String, List<String>> explanations(
            State imagined, Job job, Outcome.Planned planned, Instant now) {
        Plan plan = planned.plan();
        PlanCommit commit = PlanCommit.of(plan, now);
        State afterwards = StateMachine.apply(imagined, imagined.index() + 1, new PlanCommand.Commit(commit));
        return Explanations.of(afterwards, job, planned.failedGroups());
    }

    private static JobDiff diff(@Nullable Job before, Job after, PlanAnnotations annotations) {
        return DiffAnnotator.annotate(JobDiffer.diff(before, after, true), annotations);
    }

    private Outcome.Planned schedule(State imagined, Evaluation evaluation, Instant now) {
        Evaluation stored = imagined.evaluation(evaluation.id()).orElse(evaluation);
        SchedulingContext context = new SchedulingContext(now, imagined.index(), Ids::next);
        return switch (schedulers.apply(evaluation.type()).schedule(imagined, stored, context)) {
            case Outcome.Planned planned -> planned;
            case Outcome.Refused(String reason) -> throw ServerException.badRequest(reason);
        };
    }

    private static List<Evaluation> created(State imagined, Evaluation evaluation, Outcome.Planned planned) {
        List<Evaluation> created = new ArrayList<>();
        created.add(imagined.evaluation(evaluation.id()).orElse(evaluation));
        created.addAll(planned.followUps());
        planned.blocked().ifPresent(created::add);
        created.addAll(planned.blockedOnNodes());
        return created;
    }
}
