package dev.drover.server.job;

import dev.drover.model.api.JobDeregisterResponse;
import dev.drover.model.api.JobDeregisterResponseBuilder;
import dev.drover.model.api.JobDispatchRequest;
import dev.drover.model.api.JobDispatchResponse;
import dev.drover.model.api.JobEvaluateRequest;
import dev.drover.model.api.JobPlanRequest;
import dev.drover.model.api.JobPlanResponse;
import dev.drover.model.api.JobRegisterRequest;
import dev.drover.model.api.JobRegisterResponse;
import dev.drover.model.api.JobRegisterResponseBuilder;
import dev.drover.model.api.JobRevertRequest;
import dev.drover.model.api.JobValidateResponse;
import dev.drover.model.api.PeriodicForceResponse;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobBuilder;
import dev.drover.model.job.JobSubmission;
import dev.drover.model.validate.Validation;
import dev.drover.scheduler.Scheduler;
import dev.drover.server.Core;
import dev.drover.server.ServerConfig;
import dev.drover.server.ServerException;
import dev.drover.server.eval.Triggers;
import dev.drover.state.JobId;
import dev.drover.state.State;
import dev.drover.state.Times;
import dev.drover.state.command.JobCommand;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What users do with jobs. A change answers as soon as it is in the log, with the evaluation that will carry it out; failures
 * are {@link ServerException}s with the status and message of the HTTP answer.
 */
public final class JobEndpoint {
    private final Core core;
    private final JobPolicy policy;
    private final JobRequests requests;
    private final JobPlanner planner;
    private final Dispatcher dispatcher;
    private final Evaluator evaluator;

    public JobEndpoint(Core core, ServerConfig config, JobDirectory directory, Function<String, Scheduler> schedulers) {
        this.core = core;
        this.policy = config.jobs();
        this.requests = new JobRequests(policy);
        this.planner = new JobPlanner(core, requests, schedulers);
        this.dispatcher = new Dispatcher(core, directory, policy.limits().maxPriority());
        this.evaluator = new Evaluator(core);
    }

    /** Takes up a job or its next version. */
    public JobRegisterResponse register(JobRegisterRequest request) {
        State state = core.state();
        Job job = requests.accepted(request.job(), state);
        Optional<Job> current = state.job(JobId.of(job));
        OptionalLong expected =
                request.enforceIndex() ? OptionalLong.of(request.jobModifyIndex()) : OptionalLong.empty();
        Job wanted = request.preserveCounts() ? JobRequests.withCounts(job, current) : job;
        Optional<JobSubmission> submission = kept(request.submission());
        return register(wanted, request.evalPriority(), expected, submission);
    }

    private Optional<JobSubmission> kept(@Nullable JobSubmission submission) {
        return Optional.ofNullable(submission).filter(it -> it.source().length() <= policy.sourceLimit());
    }

    private JobRegisterResponse register(
            Job job, int evalPriority, OptionalLong expected, Optional<JobSubmission> submission) {
        core.requireRegistrationAllowed();
        Instant now = core.now();
        Job submitted = JobBuilder.builder(job)
                .submitTime(Times.nanos(now))
                .status("")
                .statusDescription("")
                .version(0)
                .createIndex(0)
                .modifyIndex(0)
                .jobModifyIndex(0)
                .build();
        Optional<Evaluation> evaluation = evaluator.forJob(submitted, Triggers.JOB_REGISTER, evalPriority, now);
        long index = core.propose(
                new JobCommand.Register(submitted, evaluation, submission, expected, policy.trackedVersions()));
        Job registered = core.state().job(JobId.of(job)).orElse(submitted);
        return JobRegisterResponseBuilder.builder()
                .evalId(evaluation.map(Evaluation::id).orElse(""))
                .evalCreateIndex(evaluation.isPresent() ? index : 0)
                .jobModifyIndex(registered.jobModifyIndex())
                .warnings(requests.warnings(submitted))
                .index(index)
                .build();
    }

    /** Says what registering the job would do, without doing it. */
    public JobPlanResponse plan(JobPlanRequest request) {
        return planner.plan(request);
    }

    /** Says what is wrong with the job. */
    public JobValidateResponse validate(@Nullable Job job) {
        Job canonical = requests.canonical(job);
        List<String> faults = requests.faults(canonical, core.state());
        return new JobValidateResponse(true, faults, Validation.errors(faults), requests.warnings(canonical));
    }

    /**
     * Stops a job.
     *
     * @param purge whether it is forgotten at once, rather than when it is collected
     * @param evalPriority priority of the evaluation, or 0 for that of the job
     */
    public JobDeregisterResponse deregister(JobId id, boolean purge, int evalPriority) {
        Job job = find(id);
        Instant now = core.now();
        Optional<Evaluation> evaluation = evaluator.forStop(job, evalPriority, now);
        long index = core.propose(new JobCommand.Deregister(id, purge, now, evaluation));
        return JobDeregisterResponseBuilder.builder()
                .evalId(evaluation.map(Evaluation::id).orElse(""))
                .evalCreateIndex(evaluation.isPresent() ? index : 0)
                .jobModifyIndex(index)
                .index(index)
                .build();
    }

    /**
     * Makes a child of a parameterized job.
     *
     * @param idempotencyToken of two dispatches with the same token the second answers with the child of the first; may be empty
     */
    public JobDispatchResponse dispatch(JobId id, JobDispatchRequest request, String idempotencyToken) {
        return dispatcher.dispatch(find(id), request, idempotencyToken);
    }

    /** Registers an older version of the job as the newest. */
    public JobRegisterResponse revert(JobId id, JobRevertRequest request) {
        Job current = find(id);
        Long expected = request.enforcePriorVersion();
        if (expected != null && expected != current.version()) {
            throw ServerException.badRequest(
                    "Current job has version " + current.version() + "; enforcing version " + expected);
        }
        if (request.jobVersion() == current.version()) {
            throw ServerException.badRequest("can't revert to current version");
        }
        Job older = core.state()
                .jobVersion(id, request.jobVersion())
                .orElseThrow(() -> ServerException.notFound("job \"" + id.id() + "\" in namespace \"" + id.namespace()
                        + "\" at version " + request.jobVersion() + " not found"));
        Job restored = JobBuilder.builder(older).stop(false).versionTag(null).build();
        Optional<JobSubmission> submission = core.state().jobSubmission(id, request.jobVersion());
        return register(restored, 0, OptionalLong.of(current.jobModifyIndex()), submission);
    }

    /**
     * Says of a version whether it may be gone back to.
     *
     * @return index of the change
     */
    public long stable(JobId id, long version, boolean stable) {
        if (core.state().jobVersion(id, version).isEmpty()) {
            throw ServerException.notFound("job version not found");
        }
        return core.propose(new JobCommand.SetStable(id, version, stable));
    }

    /** Has the job looked at again. */
    public JobRegisterResponse evaluate(JobId id, JobEvaluateRequest request) {
        Job job = find(id);
        if (job.periodic() != null) {
            throw ServerException.badRequest("can't evaluate periodic job");
        }
        if (job.parameterizedJob() != null && !job.dispatched()) {
            throw ServerException.badRequest("can't evaluate parameterized job");
        }
        boolean force = request.evalOptions() != null && request.evalOptions().forceReschedule();
        Evaluation evaluation = evaluator.evaluate(job, force);
        return JobRegisterResponseBuilder.builder()
                .evalId(evaluation.id())
                .evalCreateIndex(evaluation.createIndex())
                .jobModifyIndex(job.jobModifyIndex())
                .index(evaluation.createIndex())
                .build();
    }

    /** Launches a periodic job now. */
    public PeriodicForceResponse periodicForce(JobId id) {
        Evaluation evaluation = PeriodicLauncher.force(core, id);
        return new PeriodicForceResponse(evaluation.id(), evaluation.createIndex(), evaluation.createIndex());
    }

    /** Changes the count of a group, or only notes an event about it when the request has no count. */
    public JobRegisterResponse scale(JobId id, Scaling.Request request) {
        return new Scaling(core, policy, evaluator).scale(find(id), request);
    }

    private Job find(JobId id) {
        return core.state().job(id).orElseThrow(() -> ServerException.notFound("job not found"));
    }
}
