package dev.drover.model.validate;

import dev.drover.model.job.EphemeralDisk;
import dev.drover.model.job.Job;
import dev.drover.model.job.LogConfig;
import dev.drover.model.job.ScalingPolicy;
import dev.drover.model.job.Task;
import dev.drover.model.job.TaskGroup;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** A group and how its parts get along. */
final class GroupRules {
    private static final int LEAST_DISK_MB = 10;

    private GroupRules() {}

    static void check(Job job, TaskGroup group, Report parent) {
        Report report = parent.in("group", group.name());
        report.required("name", group.name());
        count(job, group, report);
        PlacementRules.ofGroup(job, group, report);
        PolicyRules.check(job, group, report);
        UpdateRules.check(job, group, report);
        NetworkRules.check(group, report);
        VolumeRules.ofGroup(job, group, report);
        disk(group, report);
        ServiceRules.ofGroup(group, report);
        scaling(group, report);
        report.notNegative("shutdown_delay", group.shutdownDelay());
        runDuration(job, group, report);
        tasks(group, report);
        group.tasks().forEach(task -> TaskRules.check(job, group, task, report));
    }

    private static void count(Job job, TaskGroup group, Report report) {
        report.atLeast("count", group.count(), 0);
        report.faultIf(
                group.count() != null && group.count() > 1 && JobValidator.runsEverywhere(job),
                "count is " + group.count() + ", but " + job.type() + " jobs run once on every node",
                "remove count");
    }

    private static void tasks(TaskGroup group, Report report) {
        List<Task> tasks = group.tasks();
        report.faultIf(tasks.isEmpty(), "missing tasks", "add a task");
        report.unique("task", tasks.stream().map(Task::name).toList());
        long leaders = tasks.stream().filter(Task::leader).count();
        report.faultIf(leaders > 1, leaders + " tasks are marked as leader", "keep one leader");
        report.faultIf(
                !tasks.isEmpty() && tasks.stream().allMatch(task -> task.lifecycle() != null),
                "has only tasks with a lifecycle",
                "add a main task without a lifecycle block");
    }

    /** Ten files of 10 MB, which a job has that says nothing of logs. */
    private static final long USUAL_LOG_SPACE_MB = 100;

    private static void disk(TaskGroup group, Report report) {
        EphemeralDisk disk = group.ephemeralDisk();
        if (disk == null) {
            return;
        }
        Report block = report.in("ephemeral_disk");
        block.atLeast("size", disk.sizeMb(), LEAST_DISK_MB);
        if (disk.sizeMb() == null) {
            return;
        }
        // Each task by itself: its logs are rotated, and jobs with many tasks on the default disk are common. What
        // nobody asked for is no fault.
        for (Task task : group.tasks()) {
            long logs = logSpace(task);
            block.faultIf(
                    logs > disk.sizeMb() && logs != USUAL_LOG_SPACE_MB,
                    "logs of task \"" + task.name() + "\" may take " + logs + " MB, more than the " + disk.sizeMb()
                            + " MB of the disk",
                    "raise size or lower max_files and max_file_size");
        }
    }

    private static long logSpace(Task task) {
        LogConfig logs = task.logConfig();
        if (logs == null || logs.disabled()) {
            return 0;
        }
        long files = Objects.requireNonNullElse(logs.maxFiles(), 0);
        return files * Objects.requireNonNullElse(logs.maxFileSizeMb(), 0);
    }

    private static void scaling(TaskGroup group, Report report) {
        ScalingPolicy scaling = group.scaling();
        if (scaling == null) {
            return;
        }
        Report block = report.in("scaling");
        Long least = scaling.min();
        Long most = scaling.max();
        block.faultIf(most == null, "missing max", "set max");
        block.atLeast("min", least, 0);
        block.faultIf(
                least != null && most != null && most < least,
                "max " + most + " is less than min " + least,
                "raise max");
        Integer count = group.count();
        block.faultIf(
                count != null && least != null && count < least,
                "group count was less than scaling policy minimum: " + count + " < " + least,
                "raise count or lower min");
        block.faultIf(
                count != null && most != null && count > most,
                "group count was greater than scaling policy maximum: " + count + " > " + most,
                "lower count or raise max");
        block.faultIf(
                !scaling.type().isEmpty() && !scaling.type().equals("horizontal"),
                "type \"" + scaling.type() + "\" does not suit a group",
                "use horizontal");
    }

    private static void runDuration(Job job, TaskGroup group, Report report) {
        Duration longest = group.maxRunDuration();
        if (longest == null) {
            return;
        }
        report.faultIf(
                !JobValidator.endsByItself(job),
                "max_run_duration is for batch and sysbatch jobs",
                "remove it from this " + job.type() + " job");
        report.faultIf(!longest.isPositive(), "max_run_duration must be more than 0", "write how long tasks may run");
    }
}
