package dev.drover.agent.api;

import dev.drover.agent.http.Answer;
import dev.drover.agent.http.ApiRequest;
import dev.drover.agent.http.HttpException;
import dev.drover.agent.http.Route;
import dev.drover.agent.http.Scope;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.api.JobAction;
import dev.drover.model.job.Action;
import dev.drover.model.job.Job;
import dev.drover.state.JobId;
import dev.drover.state.Watch;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Commands that a job has prepared for its operators. */
final class ActionRoutes {
    private final Reads reads;
    private final Parts parts;
    private final boolean allowed;

    /**
     * Routes of one agent.
     *
     * @param allowed whether its node lets commands run inside tasks
     */
    ActionRoutes(Reads reads, Parts parts, boolean allowed) {
        this.allowed = allowed;
        this.reads = reads;
        this.parts = parts;
    }

    List<Route> routes() {
        String path = "/v1/job/:job_id*/action";
        return List.of(
                Route.get("/v1/job/:job_id*/actions", this::list),
                Route.conversation(path, this::run).in(Scope.NODE),
                Route.get(path, ExecRoutes::withoutWebSocket).in(Scope.AGENT));
    }

    private Answer list(ApiRequest request) {
        JobId id = Reads.jobId(request);
        return reads.read(request, new Watch.OneJob(id), (state, index) -> {
            Job job = state.job(id)
                    .orElseThrow(() -> new HttpException(500, "Unknown job \"" + request.parameter("job_id") + "\""));
            return Answer.of(actions(job), index);
        });
    }

    private static List<JobAction> actions(Job job) {
        return job.taskGroups().stream()
                .flatMap(group -> group.tasks().stream()
                        .flatMap(task -> task.actions().stream()
                                .map(action -> new JobAction(
                                        action.name(), action.command(), action.args(), task.name(), group.name()))))
                .toList();
    }

    private Answer run(ApiRequest request) throws InterruptedException {
        ExecRoutes.check(allowed);
        String allocationId = Reads.uuid(
                request.query("allocID").orElseThrow(() -> new HttpException(400, "must provide allocID")),
                "alloc lookup failed: ");
        String task = ExecRoutes.task(request);
        String name = request.query("action").orElseThrow(() -> new HttpException(400, "must provide action name"));
        Allocation allocation =
                ClientRoutes.answer(() -> parts.client().allocations().allocation(allocationId));
        JobId asked = Reads.jobId(request);
        if (!allocation.jobId().equals(asked.id()) || !allocation.namespace().equals(asked.namespace())) {
            throw new HttpException(
                    400,
                    "allocation " + allocationId + " is of job \"" + allocation.jobId() + "\", not of \"" + asked.id()
                            + "\"");
        }
        Action action = actionsOf(allocation, task)
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new HttpException(
                        404, "task \"" + task + "\" has no action \"" + name + "\"; " + known(allocation, task)));
        List<String> command = new ArrayList<>();
        command.add(action.command());
        command.addAll(action.args());
        return ExecRoutes.run(parts, allocationId, task, command, request);
    }

    private static String known(Allocation allocation, String task) {
        List<String> names =
                actionsOf(allocation, task).map(Action::name).sorted().toList();
        return names.isEmpty() ? "it has none" : "it has " + String.join(", ", names);
    }

    private static Stream<Action> actionsOf(Allocation allocation, String task) {
        Job job = allocation.job();
        return job == null
                ? Stream.empty()
                : job.taskGroups().stream()
                        .filter(group -> group.name().equals(allocation.taskGroup()))
                        .flatMap(group -> group.tasks().stream())
                        .filter(each -> each.name().equals(task))
                        .flatMap(each -> each.actions().stream());
    }
}
