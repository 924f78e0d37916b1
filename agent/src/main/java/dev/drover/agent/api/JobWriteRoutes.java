package dev.drover.agent.api;

import static dev.drover.model.acl.NamespaceCapability.PLAN_JOB;
import static dev.drover.model.acl.NamespaceCapability.READ_JOB;
import static dev.drover.model.acl.NamespaceCapability.REGISTER_JOB;
import static dev.drover.model.acl.NamespaceCapability.SUBMIT_JOB;

import dev.drover.agent.gate.Gate;
import dev.drover.agent.http.Answer;
import dev.drover.agent.http.ApiRequest;
import dev.drover.agent.http.HttpException;
import dev.drover.agent.http.Route;
import dev.drover.agent.http.Scope;
import dev.drover.jobspec.JobFile;
import dev.drover.jobspec.JobFileOptions;
import dev.drover.jobspec.JobFiles;
import dev.drover.jobspec.hcl.SourceFile;
import dev.drover.model.api.JobDeregisterResponse;
import dev.drover.model.api.JobDispatchRequest;
import dev.drover.model.api.JobDispatchResponse;
import dev.drover.model.api.JobEvaluateRequest;
import dev.drover.model.api.JobPlanRequest;
import dev.drover.model.api.JobPlanRequestBuilder;
import dev.drover.model.api.JobRegisterRequest;
import dev.drover.model.api.JobRegisterRequestBuilder;
import dev.drover.model.api.JobRegisterResponse;
import dev.drover.model.api.JobRevertRequest;
import dev.drover.model.api.JobStabilityRequest;
import dev.drover.model.api.JobStabilityResponse;
import dev.drover.model.api.JobValidateRequest;
import dev.drover.model.api.JobsParseRequest;
import dev.drover.model.api.PeriodicForceResponse;
import dev.drover.model.api.ScalingRequest;
import dev.drover.model.canonical.JobCanonicalizer;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobBuilder;
import dev.drover.model.wire.Json;
import dev.drover.server.job.JobEndpoint;
import dev.drover.server.job.Scaling;
import dev.drover.state.JobId;
import java.util.Base64;
import java.util.List;
import java.util.function.ToLongFunction;

/** What can be done to jobs. */
final class JobWriteRoutes {
    private final Parts parts;

    JobWriteRoutes(Parts parts) {
        this.parts = parts;
    }

    List<Route> routes() {
        return List.of(
                Route.write("/v1/jobs", this::register),
                Route.write("/v1/jobs/parse", this::parse).in(Scope.AGENT),
                Route.write("/v1/validate/job", this::validate).in(Scope.READ),
                Route.write("/v1/job/:job_id*", this::registerNamed),
                Route.write("/v1/job/:job_id*/plan", this::plan).in(Scope.READ),
                Route.write("/v1/job/:job_id*/dispatch", this::dispatch),
                Route.write("/v1/job/:job_id*/dispatch/payload", this::dispatchPayload),
                Route.write("/v1/job/:job_id*/revert", this::revert),
                Route.write("/v1/job/:job_id*/evaluate", this::evaluate),
                Route.write("/v1/job/:job_id*/stable", this::stable),
                Route.write("/v1/job/:job_id*/scale", this::scale),
                Route.write("/v1/job/:job_id*/periodic/force", this::forcePeriodic),
                Route.delete("/v1/job/:job_id*", this::deregister));
    }

    private JobEndpoint jobs() {
        return parts.server().jobs();
    }

    /** The answer to a write: its index goes into the header too, where a client finds what to wait for. */
    private static <T> Answer written(T response, ToLongFunction<T> index) {
        return Answer.of(response, index.applyAsLong(response));
    }

    /** The job of a body; namespace and region of the query fill in what the job leaves open. */
    private static Job job(ApiRequest request, @org.jspecify.annotations.Nullable Job job) {
        if (job == null) {
            throw new HttpException(400, "Job must be specified");
        }
        if (job.id().isEmpty()) {
            throw new HttpException(400, "Job ID hasn't been provided");
        }
        return job.namespace().isEmpty()
                ? JobBuilder.builder(job).namespace(request.namespace()).build()
                : job;
    }

    private Answer register(ApiRequest request) {
        JobRegisterRequest body = request.body(JobRegisterRequest.class);
        Job job = job(request, body.job());
        JobRights.require(request, job, body.policyOverride(), SUBMIT_JOB, REGISTER_JOB);
        return written(
                jobs().register(JobRegisterRequestBuilder.builder(body).job(job).build()), JobRegisterResponse::index);
    }

    private Answer registerNamed(ApiRequest request) {
        JobRegisterRequest body = request.body(JobRegisterRequest.class);
        Job job = job(request, body.job());
        sameId(request, job);
        JobRights.require(request, job, body.policyOverride(), SUBMIT_JOB, REGISTER_JOB);
        return written(
                jobs().register(JobRegisterRequestBuilder.builder(body).job(job).build()), JobRegisterResponse::index);
    }

    private static void sameId(ApiRequest request, Job job) {
        if (!job.id().equals(request.parameter("job_id"))) {
            throw new HttpException(400, "Job ID does not match name");
        }
    }

    private Answer parse(ApiRequest request) {
        JobsParseRequest body = request.body(JobsParseRequest.class);
        if (body.jobHcl().isEmpty()) {
            throw new HttpException(400, "Job spec is empty");
        }
        JobFile file =
                JobFiles.parse(new SourceFile("input.hcl", body.jobHcl()), JobFileOptions.sent(body.variables()));
        Job job = file.job().orElseThrow(() -> new HttpException(400, file.explain()));
        Job parsed = body.canonicalize() ? JobCanonicalizer.canonicalize(job) : job;
        // Whoever has a file parsed looks at what may be said, not only at what was.
        return new Answer.Text(200, "application/json", Json.writeEveryField(parsed));
    }

    private Answer validate(ApiRequest request) {
        JobValidateRequest body = request.body(JobValidateRequest.class);
        Job job = job(request, body.job());
        if (!request.acl().allows(job.namespace(), READ_JOB)) {
            throw Gate.denied();
        }
        return Answer.of(jobs().validate(job));
    }

    private Answer plan(ApiRequest request) {
        JobPlanRequest body = request.body(JobPlanRequest.class);
        Job job = job(request, body.job());
        sameId(request, job);
        JobRights.require(request, job, body.policyOverride(), SUBMIT_JOB, PLAN_JOB);
        return Answer.of(
                jobs().plan(JobPlanRequestBuilder.builder(body).job(job).build()));
    }

    private Answer dispatch(ApiRequest request) {
        JobDispatchRequest body = request.body(JobDispatchRequest.class);
        return written(
                jobs().dispatch(
                                Reads.jobId(request),
                                body,
                                request.query("idempotency_token").orElse("")),
                JobDispatchResponse::index);
    }

    private Answer dispatchPayload(ApiRequest request) {
        JobDispatchRequest body = dev.drover.model.api.JobDispatchRequestBuilder.builder(
                        dev.drover.model.wire.Json.read(JobDispatchRequest.class, "{}"))
                .payload(Base64.getEncoder().encodeToString(request.body()))
                .build();
        return written(
                jobs().dispatch(
                                Reads.jobId(request),
                                body,
                                request.query("idempotency_token").orElse("")),
                JobDispatchResponse::index);
    }

    private Answer revert(ApiRequest request) {
        return written(
                jobs().revert(Reads.jobId(request), request.body(JobRevertRequest.class)), JobRegisterResponse::index);
    }

    private Answer evaluate(ApiRequest request) {
        return written(
                jobs().evaluate(Reads.jobId(request), request.body(JobEvaluateRequest.class)),
                JobRegisterResponse::index);
    }

    private Answer stable(ApiRequest request) {
        JobStabilityRequest body = request.body(JobStabilityRequest.class);
        long index = jobs().stable(Reads.jobId(request), body.jobVersion(), body.stable());
        return Answer.of(new JobStabilityResponse(index, index), index);
    }

    private Answer scale(ApiRequest request) {
        ScalingRequest body = request.body(ScalingRequest.class);
        String group = body.target().getOrDefault("Group", "");
        if (group.isEmpty()) {
            throw new HttpException(400, "missing task group name for scaling action");
        }
        return written(
                jobs().scale(
                                Reads.jobId(request),
                                new Scaling.Request(group, body.count(), body.message(), body.error(), body.meta())),
                JobRegisterResponse::index);
    }

    private Answer forcePeriodic(ApiRequest request) {
        return written(jobs().periodicForce(Reads.jobId(request)), PeriodicForceResponse::index);
    }

    private Answer deregister(ApiRequest request) {
        JobId id = Reads.jobId(request);
        return written(
                jobs().deregister(id, request.flag("purge"), (int) request.number("eval_priority", 0)),
                JobDeregisterResponse::index);
    }
}
