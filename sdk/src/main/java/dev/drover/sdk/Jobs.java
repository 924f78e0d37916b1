package dev.drover.sdk;

import dev.drover.model.alloc.AllocationListStub;
import dev.drover.model.api.JobAction;
import dev.drover.model.api.JobDeregisterResponse;
import dev.drover.model.api.JobDispatchRequest;
import dev.drover.model.api.JobDispatchResponse;
import dev.drover.model.api.JobEvaluateRequest;
import dev.drover.model.api.JobPlanRequest;
import dev.drover.model.api.JobPlanResponse;
import dev.drover.model.api.JobRegisterRequest;
import dev.drover.model.api.JobRegisterRequestBuilder;
import dev.drover.model.api.JobRegisterResponse;
import dev.drover.model.api.JobRevertRequest;
import dev.drover.model.api.JobScaleStatusResponse;
import dev.drover.model.api.JobStabilityRequest;
import dev.drover.model.api.JobStabilityResponse;
import dev.drover.model.api.JobTagResponse;
import dev.drover.model.api.JobValidateRequest;
import dev.drover.model.api.JobValidateResponse;
import dev.drover.model.api.JobVersionsResponse;
import dev.drover.model.api.JobsParseRequest;
import dev.drover.model.api.PeriodicForceResponse;
import dev.drover.model.api.ScalingRequest;
import dev.drover.model.api.TagVersionRequest;
import dev.drover.model.deployment.Deployment;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobListStub;
import dev.drover.model.job.JobSubmission;
import dev.drover.model.job.JobSummary;
import dev.drover.model.wire.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The calls about jobs. */
public final class Jobs {
    private final Transport transport;

    Jobs(Transport transport) {
        this.transport = transport;
    }

    private static String path(String id, String rest) {
        return "/v1/job/" + Transport.segment(id) + rest;
    }

    public Answer<List<JobListStub>> list(Query query) {
        return transport.list("/v1/jobs", query, JobListStub.class);
    }

    public Answer<Job> info(String id, Query query) {
        return transport.get(path(id, ""), query, Job.class);
    }

    /** The actions of its tasks. */
    public Answer<List<JobAction>> actions(String id, Query query) {
        return transport.list(path(id, "/actions"), query, JobAction.class);
    }

    /**
     * Runs an action of a task, as {@link Allocations#exec} runs any command.
     *
     * @param terminal whether its command gets a terminal
     */
    public ExecSession runAction(
            String id, String allocationId, String task, String action, boolean terminal, Query query) {
        return transport.converse(
                path(id, "/action"),
                query.with("allocID", allocationId)
                        .with("task", task)
                        .with("action", action)
                        .with("tty", Boolean.toString(terminal)));
    }

    public Answer<JobSummary> summary(String id, Query query) {
        return transport.get(path(id, "/summary"), query, JobSummary.class);
    }

    /** The versions kept, newest first; with {@code diffs=true} also what each changed. */
    public Answer<JobVersionsResponse> versions(String id, Query query) {
        return transport.get(path(id, "/versions"), query, JobVersionsResponse.class);
    }

    /** The job file as it was submitted. */
    public Answer<JobSubmission> submission(String id, long version, Query query) {
        return transport.get(
                path(id, "/submission"), query.with("version", Long.toString(version)), JobSubmission.class);
    }

    /**
     * The allocations of a job.
     *
     * @param all also those of an earlier job of the same id
     */
    public Answer<List<AllocationListStub>> allocations(String id, boolean all, Query query) {
        return transport.list(path(id, "/allocations"), query.withTrue("all", all), AllocationListStub.class);
    }

    public Answer<List<Evaluation>> evaluations(String id, Query query) {
        return transport.list(path(id, "/evaluations"), query, Evaluation.class);
    }

    /**
     * The deployments of a job.
     *
     * @param all also those of an earlier job of the same id
     */
    public Answer<List<Deployment>> deployments(String id, boolean all, Query query) {
        return transport.list(path(id, "/deployments"), query.withTrue("all", all), Deployment.class);
    }

    public Answer<Optional<Deployment>> latestDeployment(String id, Query query) {
        return transport.read(
                path(id, "/deployment"),
                query,
                json -> Transport.isNull(json) ? Optional.empty() : Optional.of(Json.read(Deployment.class, json)));
    }

    public Answer<JobRegisterResponse> register(JobRegisterRequest request, Query query) {
        return transport.put("/v1/jobs", query, request, JobRegisterResponse.class);
    }

    /** Registers a job, whatever there is under its id. */
    public Answer<JobRegisterResponse> register(Job job) {
        Query query = job.namespace().isEmpty() ? Query.NONE : Query.NONE.namespace(job.namespace());
        return register(JobRegisterRequestBuilder.builder().job(job).build(), query);
    }

    /** What registering the job would do. */
    public Answer<JobPlanResponse> plan(String id, JobPlanRequest request, Query query) {
        return transport.put(path(id, "/plan"), query, request, JobPlanResponse.class);
    }

    public Answer<JobValidateResponse> validate(Job job, Query query) {
        return transport.put("/v1/validate/job", query, new JobValidateRequest(job), JobValidateResponse.class);
    }

    /** Reads a job file on the agent, without file functions. */
    public Answer<Job> parse(JobsParseRequest request) {
        return transport.put("/v1/jobs/parse", Query.NONE, request, Job.class);
    }

    /** Starts a child of a parameterized job. */
    public Answer<JobDispatchResponse> dispatch(JobDispatchRequest request, Query query) {
        return transport.put(path(request.jobId(), "/dispatch"), query, request, JobDispatchResponse.class);
    }

    /**
     * Starts a child of a parameterized job and follows it to its end, in a virtual thread. The future completes with exit codes and
     * output, or with a {@link DroverException} when a call fails. To cancel it, or to let {@link CompletableFuture#orTimeout} end
     * it, stops the child.
     */
    public CompletableFuture<DispatchResult> dispatchAndAwait(JobDispatchRequest request, Query query) {
        return new DispatchedJob(this, new AllocationFiles(transport), request, query).follow();
    }

    /** Stops a job; with {@code purge=true} also forgets it. */
    public Answer<JobDeregisterResponse> deregister(String id, Query query) {
        return transport.delete(path(id, ""), query, JobDeregisterResponse.class);
    }

    /** Schedules the job anew. */
    public Answer<JobRegisterResponse> evaluate(JobEvaluateRequest request, Query query) {
        return transport.put(path(request.jobId(), "/evaluate"), query, request, JobRegisterResponse.class);
    }

    public Answer<JobRegisterResponse> revert(JobRevertRequest request, Query query) {
        return transport.put(path(request.jobId(), "/revert"), query, request, JobRegisterResponse.class);
    }

    /** Gives a version of the job a name, under which it is kept. */
    public Answer<JobTagResponse> tag(String id, String name, TagVersionRequest request, Query query) {
        return transport.put(tagPath(id, name), query, request, JobTagResponse.class);
    }

    /** Takes the name of a version back. */
    public Answer<JobTagResponse> untag(String id, String name, Query query) {
        return transport.delete(tagPath(id, name), query, JobTagResponse.class);
    }

    private static String tagPath(String id, String name) {
        return path(id, "/versions/" + Transport.segment(name) + "/tag");
    }

    /** Launches a periodic job now. */
    public Answer<PeriodicForceResponse> forcePeriodic(String id, Query query) {
        return transport.put(path(id, "/periodic/force"), query, Map.of(), PeriodicForceResponse.class);
    }

    /** How many allocations each group wants and has, and how that number changed. */
    public Answer<JobScaleStatusResponse> scaleStatus(String id, Query query) {
        return transport.get(path(id, "/scale"), query, JobScaleStatusResponse.class);
    }

    /** Sets how many allocations a group shall have, or notes why that number stays. */
    public Answer<JobRegisterResponse> scale(String id, ScalingRequest request, Query query) {
        return transport.put(path(id, "/scale"), query, request, JobRegisterResponse.class);
    }

    /** Says whether a version of a job works, so that updates which fail go back to it. */
    public Answer<JobStabilityResponse> setStability(JobStabilityRequest request, Query query) {
        return transport.put(path(request.jobId(), "/stable"), query, request, JobStabilityResponse.class);
    }
}
