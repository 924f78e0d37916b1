package dev.drover.model.validate;

import dev.drover.model.job.Job;
import dev.drover.model.job.Task;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.job.UpdateStrategy;
import dev.drover.model.text.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** Rolling updates and their deadlines. */
final class UpdateRules {
    private UpdateRules() {}

    static void check(Job job, TaskGroup group, Report report) {
        UpdateStrategy update = group.update();
        if (update == null) {
            return;
        }
        Report block = report.in("update");
        block.faultIf(
                JobValidator.endsByItself(job),
                "update is for service and system jobs",
                "remove it from this " + job.type() + " job");
        block.atLeast("max_parallel", update.maxParallel(), 0);
        block.atLeast("canary", update.canary(), 0);
        block.oneOf("health_check", update.healthCheck(), List.of("checks", "task_states", "manual"));
        int canaries = Objects.requireNonNullElse(update.canary(), 0);
        block.faultIf(
                Boolean.TRUE.equals(update.autoPromote()) && canaries == 0,
                "auto_promote needs canaries",
                "set canary to 1 or more");
        block.faultIf(
                job.type().equals("system") && canaries > 100,
                "canary is a percentage of nodes in system jobs and is " + canaries,
                "use 1 to 100");
        Integer count = group.count();
        block.warnIf(
                count != null && update.maxParallel() != null && count > 0 && update.maxParallel() > count,
                "max_parallel " + update.maxParallel() + " is more than count " + count
                        + ", so all allocations are replaced at once",
                "lower max_parallel");
        deadlines(update, block);
        killTimeouts(group, update, report);
    }

    private static void deadlines(UpdateStrategy update, Report block) {
        Duration healthy = Objects.requireNonNullElse(update.minHealthyTime(), Duration.ZERO);
        Duration deadline = Objects.requireNonNullElse(update.healthyDeadline(), Duration.ZERO);
        Duration progress = Objects.requireNonNullElse(update.progressDeadline(), Duration.ZERO);
        Duration stagger = Objects.requireNonNullElse(update.stagger(), Duration.ZERO);
        block.notNegative("min_healthy_time", healthy);
        block.notNegative("progress_deadline", progress);
        block.faultIf(!deadline.isPositive(), "healthy_deadline must be more than 0", "set it to 5m, for example");
        block.faultIf(!stagger.isPositive(), "stagger must be more than 0", "set it to 30s, for example");
        block.faultIf(
                healthy.compareTo(deadline) >= 0,
                "min_healthy_time " + Durations.format(healthy) + " is not less than healthy_deadline "
                        + Durations.format(deadline),
                "raise healthy_deadline");
        block.faultIf(
                !progress.isZero() && deadline.compareTo(progress) >= 0,
                "healthy_deadline " + Durations.format(deadline) + " is not less than progress_deadline "
                        + Durations.format(progress),
                "raise progress_deadline, or set it to 0");
    }

    /** A task that takes longer to end than a deployment may stand still would fail every deployment. */
    private static void killTimeouts(TaskGroup group, UpdateStrategy update, Report report) {
        Duration progress = update.progressDeadline();
        for (Task task : group.tasks()) {
            Duration timeout = task.killTimeout();
            report.in("task", task.name())
                    .faultIf(
                            timeout != null
                                    && progress != null
                                    && !progress.isZero()
                                    && timeout.compareTo(progress) >= 0,
                            "kill_timeout is not less than the progress_deadline of the group",
                            "lower kill_timeout or raise progress_deadline");
        }
    }
}
