package dev.drover.agent.api;

import dev.drover.agent.http.Answer;
import dev.drover.agent.http.ApiRequest;
import dev.drover.agent.http.HttpException;
import dev.drover.agent.http.Lists;
import dev.drover.agent.http.Route;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.api.JobVersionsResponse;
import dev.drover.model.deployment.Deployment;
import dev.drover.model.diff.JobDiff;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobSummary;
import dev.drover.state.JobId;
import dev.drover.state.State;
import dev.drover.state.Table;
import dev.drover.state.Watch;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What can be read of jobs. */
final class JobReadRoutes {
    private static final String NOT_FOUND = "job not found";

    private final Reads reads;

    JobReadRoutes(Reads reads) {
        this.reads = reads;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/v1/jobs", this::list),
                Route.get("/v1/job/:job_id*", this::info),
                Route.get("/v1/job/:job_id*/versions", this::versions),
                Route.get("/v1/job/:job_id*/submission", this::submission),
                Route.get("/v1/job/:job_id*/allocations", this::allocations),
                Route.get("/v1/job/:job_id*/evaluations", this::evaluations),
                Route.get("/v1/job/:job_id*/deployments", this::deployments),
                Route.get("/v1/job/:job_id*/deployment", this::latestDeployment),
                Route.get("/v1/job/:job_id*/summary", this::summary));
    }

    private Answer list(ApiRequest request) {
        // A list shows the summary of each job, which changes with its allocations.
        Set<Watch> watches = Set.of(new Watch.Whole(Table.JOBS), new Watch.Whole(Table.JOB_SUMMARIES));
        return reads.read(request, watches, (state, index) -> {
            Predicate<@Nullable String> asked = Reads.inNamespace(request);
            List<Job> jobs = state.jobs().stream()
                    .filter(job -> asked.test(job.namespace()))
                    .toList();
            boolean meta = request.flag("meta");
            return Lists.page(
                    request,
                    jobs,
                    index,
                    Job::id,
                    job -> job.namespace() + "." + job.id(),
                    job -> Stubs.job(job, summaryOf(state, job), meta));
        });
    }

    private static JobSummary summaryOf(State state, Job job) {
        return state.summary(new JobId(job.namespace(), job.id()))
                .orElseGet(() -> new JobSummary(job.id(), job.namespace(), Map.of(), null, 0, 0));
    }

    private Answer info(ApiRequest request) {
        JobId id = Reads.jobId(request);
        return reads.read(
                request,
                new Watch.OneJob(id),
                (state, index) -> Answer.of(Reads.found(state.job(id), NOT_FOUND), index));
    }

    private Answer versions(ApiRequest request) {
        JobId id = Reads.jobId(request);
        return reads.read(request, new Watch.VersionsOfJob(id), (state, index) -> {
            List<Job> versions = state.jobVersions(id);
            if (versions.isEmpty()) {
                throw new HttpException(404, "job versions not found");
            }
            List<JobDiff> diffs = VersionDiffs.of(request, versions);
            return Answer.of(new JobVersionsResponse(versions, diffs, Duration.ZERO, true, "", index), index);
        });
    }

    private Answer submission(ApiRequest request) {
        JobId id = Reads.jobId(request);
        if (request.query("version").isEmpty()) {
            throw new HttpException(400, "Unable to parse job submission version parameter");
        }
        long version = request.number("version", 0);
        return reads.read(
                request,
                new Watch.VersionsOfJob(id),
                (state, index) ->
                        Answer.of(Reads.found(state.jobSubmission(id, version), "job source not found"), index));
    }

    private Answer allocations(ApiRequest request) {
        JobId id = Reads.jobId(request);
        return reads.read(request, new Watch.AllocationsOfJob(id), (state, index) -> {
            long created = state.job(id).map(Job::createIndex).orElse(0L);
            List<Object> stubs = state.allocationsOfJob(id).stream()
                    // Allocations of an older job of the same name are shown only on demand.
                    .filter(allocation -> request.flag("all")
                            || allocation.job() == null
                            || allocation.job().createIndex() == created)
                    .sorted(Comparator.comparing(Allocation::id))
                    .<Object>map(allocation -> Stubs.allocation(allocation, false, true))
                    .toList();
            return Answer.of(stubs, index);
        });
    }

    private Answer evaluations(ApiRequest request) {
        JobId id = Reads.jobId(request);
        return reads.read(
                request,
                new Watch.EvaluationsOfJob(id),
                (state, index) -> Answer.of(
                        state.evaluationsOfJob(id).stream()
                                .sorted(Comparator.comparingLong(Evaluation::createIndex)
                                        .reversed())
                                .toList(),
                        index));
    }

    private Answer deployments(ApiRequest request) {
        JobId id = Reads.jobId(request);
        return reads.read(
                request,
                new Watch.DeploymentsOfJob(id),
                (state, index) -> Answer.of(
                        state.deploymentsOfJob(id).stream()
                                .sorted(Comparator.comparingLong(Deployment::createIndex)
                                        .reversed())
                                .toList(),
                        index));
    }

    private Answer latestDeployment(ApiRequest request) {
        JobId id = Reads.jobId(request);
        return reads.read(
                request,
                new Watch.DeploymentsOfJob(id),
                (state, index) -> Answer.of(state.latestDeployment(id).orElse(null), index));
    }

    private Answer summary(ApiRequest request) {
        JobId id = Reads.jobId(request);
        return reads.read(
                request,
                new Watch.SummaryOfJob(id),
                (state, index) -> Answer.of(Reads.found(state.summary(id), NOT_FOUND), index));
    }
}
