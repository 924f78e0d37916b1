package dev.drover.model.job;

import dev.drover.model.service.Service;
import dev.drover.model.service.ServiceBuilder;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Tells whether running allocations of a group can take over a new job version.
 *
 * <p>The rule is told from its safe side: both groups are stripped of everything that a running allocation can follow
 * (count, services, constraints, policies, kill settings), and any difference that is left replaces the allocation. A
 * component added to the model is thereby destructive until somebody says otherwise.
 */
public final class TaskGroups {
    private TaskGroups() {}

    public static Optional<TaskGroup> find(Job job, String name) {
        return job.taskGroups().stream()
                .filter(group -> group.name().equals(name))
                .findFirst();
    }

    /**
     * Compares canonical jobs. A group that itself is unchanged in a changed job is updated in place, since its
     * allocations carry the job's version. Whether the node still suits is for the scheduler to check.
     */
    public static UpdateKind updateKind(Job before, Job after, String group) {
        if (!JobSpecs.specChanged(before, after)) {
            return UpdateKind.NONE;
        }
        Optional<TaskGroup> oldGroup = find(before, group);
        Optional<TaskGroup> newGroup = find(after, group);
        if (oldGroup.isEmpty() || newGroup.isEmpty()) {
            return oldGroup.isEmpty() && newGroup.isEmpty() ? UpdateKind.NONE : UpdateKind.DESTRUCTIVE;
        }
        boolean keepsRunning = jobTraits(before).equals(jobTraits(after))
                && fixed(before, oldGroup.get()).equals(fixed(after, newGroup.get()));
        return keepsRunning ? UpdateKind.IN_PLACE : UpdateKind.DESTRUCTIVE;
    }

    /** What of the job itself reaches into its allocations. Meta is merged into the tasks. */
    private static List<Object> jobTraits(Job job) {
        return List.of(
                job.type(),
                job.affinities(),
                job.spreads(),
                job.consulNamespace(),
                job.vaultNamespace(),
                Objects.requireNonNullElse(job.payload(), ""));
    }

    /** The group without what a running allocation can follow. */
    private static TaskGroup fixed(Job job, TaskGroup group) {
        return TaskGroupBuilder.builder(group)
                .count(null)
                .constraints(List.of())
                .restartPolicy(null)
                .disconnect(null)
                .reschedulePolicy(null)
                .update(null)
                .migrate(null)
                .meta(Map.of())
                .services(fixedServices(group.services()))
                .shutdownDelay(null)
                .stopAfterClientDisconnect(null)
                .maxClientDisconnect(null)
                .preventRescheduleOnLost(false)
                .scaling(null)
                .tasks(group.tasks().stream()
                        .map(task -> fixed(job, group, task))
                        .sorted(Comparator.comparing(Task::name))
                        .toList())
                .build();
    }

    private static Task fixed(Job job, TaskGroup group, Task task) {
        RestartPolicy restart = task.restartPolicy();
        boolean rendersAgain = restart != null && Boolean.TRUE.equals(restart.renderTemplates());
        LogConfig logs = task.logConfig();
        Map<String, String> meta = new LinkedHashMap<>(job.meta());
        meta.putAll(group.meta());
        meta.putAll(task.meta());
        return TaskBuilder.builder(task)
                .constraints(List.of())
                .services(fixedServices(task.services()))
                .restartPolicy(new RestartPolicy(null, null, null, "", rendersAgain))
                .logConfig(new LogConfig(null, null, null, logs != null && logs.disabled()))
                .meta(meta)
                .killTimeout(null)
                .killSignal("")
                .shutdownDelay(Duration.ZERO)
                .scalingPolicies(List.of())
                .actions(List.of())
                .build();
    }

    /** Services are registered anew at any time, but a mesh runs as tasks and networks of the allocation. */
    private static List<Service> fixedServices(List<Service> services) {
        return services.stream()
                .filter(service -> service.connect() != null)
                .map(service -> ServiceBuilder.builder()
                        .name(service.name())
                        .portLabel(service.portLabel())
                        .taskName(service.taskName())
                        .connect(service.connect())
                        .build())
                .toList();
    }
}
