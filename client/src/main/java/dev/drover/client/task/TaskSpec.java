package dev.drover.client.task;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.job.Job;
import dev.drover.model.job.RestartPolicy;
import dev.drover.model.job.Task;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.job.TaskLifecycle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One task as its allocation wants it. */
public record TaskSpec(Allocation allocation, Job job, TaskGroup group, Task task) {
    private static final Duration KILL_TIMEOUT = Duration.ofSeconds(5);

    /** Where in the life of the group the task has its place. */
    public enum Place {
        PRESTART,
        MAIN,
        POSTSTART,
        POSTSTOP
    }

    public Place place() {
        TaskLifecycle lifecycle = task.lifecycle();
        return switch (lifecycle == null ? "" : lifecycle.hook()) {
            case "prestart" -> Place.PRESTART;
            case "poststart" -> Place.POSTSTART;
            case "poststop" -> Place.POSTSTOP;
            default -> Place.MAIN;
        };
    }

    public boolean sidecar() {
        TaskLifecycle lifecycle = task.lifecycle();
        return lifecycle != null && lifecycle.sidecar();
    }

    /** True for tasks that are meant to run until they are stopped. */
    boolean runsForever() {
        return place() == Place.MAIN
                ? job.type().equals("service") || job.type().equals("system")
                : sidecar();
    }

    @Nullable
    RestartPolicy restartPolicy() {
        RestartPolicy own = task.restartPolicy();
        return own == null ? group.restartPolicy() : own;
    }

    Duration killTimeout(Duration limit) {
        Duration wanted = task.killTimeout();
        Duration timeout = wanted == null ? KILL_TIMEOUT : wanted;
        return timeout.compareTo(limit) > 0 ? limit : timeout;
    }
}
