package dev.drover.agent.api;

import dev.drover.agent.http.Answer;
import dev.drover.agent.http.ApiRequest;
import dev.drover.agent.http.Route;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.DesiredStatus;
import dev.drover.model.job.Job;
import dev.drover.model.job.TaskGroup;
import dev.drover.state.JobId;
import dev.drover.state.State;
import dev.drover.state.Table;
import dev.drover.state.Watch;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How many allocations each group of a job wants and has, and how it came to be that many. */
final class JobScaleRoutes {
    private final Reads reads;

    JobScaleRoutes(Reads reads) {
        this.reads = reads;
    }

    List<Route> routes() {
        return List.of(Route.get("/v1/job/:job_id*/scale", this::status));
    }

    private Answer status(ApiRequest request) {
        JobId id = Reads.jobId(request);
        Set<Watch> watches =
                Set.of(new Watch.OneJob(id), new Watch.AllocationsOfJob(id), new Watch.Whole(Table.SCALING_EVENTS));
        return reads.read(request, watches, (state, index) -> {
            Job job = Reads.found(state.job(id), "job not found");
            Map<String, Object> groups = new TreeMap<>();
            for (TaskGroup group : job.taskGroups()) {
                groups.put(group.name(), group(state, job, group));
            }
            Map<String, Object> answer = new TreeMap<>();
            answer.put("JobID", job.id());
            answer.put("Namespace", job.namespace());
            answer.put("JobCreateIndex", job.createIndex());
            answer.put("JobModifyIndex", job.modifyIndex());
            answer.put("JobStopped", job.stop());
            answer.put("TaskGroups", groups);
            return Answer.of(answer, index);
        });
    }

    private static Map<String, @Nullable Object> group(State state, Job job, TaskGroup group) {
        JobId id = JobId.of(job);
        List<Allocation> placed = state.allocationsOfJob(id).stream()
                .filter(allocation -> allocation.taskGroup().equals(group.name()))
                .filter(allocation -> allocation.desiredStatus() == DesiredStatus.RUN)
                .filter(allocation -> allocation.clientStatus() == ClientStatus.PENDING
                        || allocation.clientStatus() == ClientStatus.RUNNING)
                .toList();
        Map<String, @Nullable Object> answer = new TreeMap<>();
        answer.put("Desired", group.count());
        answer.put("Placed", placed.size());
        answer.put("Running", count(placed, allocation -> allocation.clientStatus() == ClientStatus.RUNNING));
        answer.put("Healthy", count(placed, allocation -> Boolean.TRUE.equals(healthy(allocation))));
        answer.put("Unhealthy", count(placed, allocation -> Boolean.FALSE.equals(healthy(allocation))));
        answer.put("Events", state.scalingEvents(id).get(group.name()));
        return answer;
    }

    private static @Nullable Boolean healthy(Allocation allocation) {
        return allocation.deploymentStatus() == null
                ? null
                : allocation.deploymentStatus().healthy();
    }

    private static long count(List<Allocation> allocations, Predicate<Allocation> counted) {
        return allocations.stream().filter(counted).count();
    }
}
