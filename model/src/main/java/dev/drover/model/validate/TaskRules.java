package dev.drover.model.validate;

import dev.drover.model.job.Action;
import dev.drover.model.job.Job;
import dev.drover.model.job.LogConfig;
import dev.drover.model.job.ScalingPolicy;
import dev.drover.model.job.Task;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.job.TaskLifecycle;
import dev.drover.model.job.TaskScheduleCron;
import dev.drover.model.volume.TaskCSIPluginConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A task. */
final class TaskRules {
    private static final int LONGEST_ACTION_NAME = 128;

    private TaskRules() {}

    static void check(Job job, TaskGroup group, Task task, Report parent) {
        Report report = parent.in("task", task.name());
        name(task, report);
        driver(task, report);
        PlacementRules.ofTask(job, task, report);
        ResourceRules.check(task, report.in("resources"));
        PolicyRules.restart(task.restartPolicy(), report.in("restart"));
        report.notNegative("kill_timeout", task.killTimeout());
        report.notNegative("shutdown_delay", task.shutdownDelay());
        logs(task.logConfig(), report);
        lifecycle(task, report);
        TaskFileRules.check(task, report);
        IdentityRules.check(task, report);
        ServiceRules.ofTask(group, task, report);
        VolumeRules.ofTask(group, task, report);
        actions(task, report);
        plugin(task.csiPluginConfig(), report);
        scaling(task, report);
        schedule(task, report);
    }

    private static void name(Task task, Report report) {
        report.required("name", task.name());
        report.faultIf(
                task.name().contains("/")
                        || task.name().contains("\\")
                        || task.name().indexOf('\0') >= 0,
                "name contains a slash or NUL",
                "use dashes instead");
        report.faultIf(
                task.name().equals("alloc"), "the name alloc is taken by the shared directory", "rename the task");
    }

    private static void driver(Task task, Report report) {
        boolean ofMesh = task.kind().startsWith("connect-");
        report.faultIf(
                task.driver().isEmpty() && !ofMesh,
                "missing driver",
                "set driver, for example to \"docker\" or \"exec\"");
        report.warnIf(task.driver().equals("rkt"), "the driver rkt is no longer developed", "use docker or podman");
    }

    private static void logs(@Nullable LogConfig logs, Report report) {
        if (logs == null) {
            return;
        }
        Report block = report.in("logs");
        block.atLeast("max_files", logs.maxFiles(), 1);
        block.atLeast("max_file_size", logs.maxFileSizeMb(), 1);
    }

    private static void lifecycle(Task task, Report report) {
        TaskLifecycle lifecycle = task.lifecycle();
        if (lifecycle == null) {
            return;
        }
        Report block = report.in("lifecycle");
        block.required("hook", lifecycle.hook());
        block.oneOf("hook", lifecycle.hook(), List.of("prestart", "poststart", "poststop"));
        block.faultIf(
                lifecycle.hook().equals("poststop") && lifecycle.sidecar(),
                "a poststop task cannot be a sidecar",
                "remove sidecar");
        block.faultIf(task.leader(), "a leader must be a main task", "remove leader or the lifecycle block");
    }

    private static void actions(Task task, Report report) {
        report.unique("action", task.actions().stream().map(Action::name).toList());
        for (Action action : task.actions()) {
            Report block = report.in("action", action.name());
            block.required("name", action.name());
            block.required("command", action.command());
            block.faultIf(
                    action.name().length() > LONGEST_ACTION_NAME
                            || action.name().contains(" ")
                            || action.name().indexOf('\0') >= 0,
                    "name is longer than " + LONGEST_ACTION_NAME + " characters or contains a space or NUL",
                    "shorten it or use dashes");
        }
    }

    private static void plugin(@Nullable TaskCSIPluginConfig plugin, Report report) {
        if (plugin == null) {
            return;
        }
        Report block = report.in("csi_plugin");
        block.required("id", plugin.id());
        block.required("type", plugin.type());
        block.oneOf("type", plugin.type(), List.of("node", "controller", "monolith"));
        block.notNegative("health_timeout", plugin.healthTimeout());
        block.faultIf(
                plugin.stagePublishBaseDir().startsWith(plugin.mountDir() + "/"),
                "stage_publish_base_dir lies below mount_dir",
                "use another directory");
    }

    private static void scaling(Task task, Report report) {
        for (ScalingPolicy policy : task.scalingPolicies()) {
            Report block = report.in("scaling", policy.type());
            block.oneOf("type", policy.type(), List.of("vertical_cpu", "vertical_mem"));
            block.atLeast("min", policy.min(), 0);
            block.faultIf(
                    policy.min() != null && policy.max() != null && policy.max() < policy.min(),
                    "max is less than min",
                    "raise max");
        }
    }

    private static void schedule(Task task, Report report) {
        TaskScheduleCron cron = task.schedule() == null ? null : task.schedule().cron();
        if (cron == null) {
            return;
        }
        Report block = report.in("schedule");
        block.required("start", cron.start());
        block.required("end", cron.end());
        block.faultIf(
                cron.start().strip().split("\\s+").length != 6
                        || cron.start().contains(",")
                        || cron.start().contains("/"),
                "start needs 6 cron fields without lists and steps",
                "write something like \"0 30 9 * * *\"");
        block.faultIf(
                cron.end().strip().split("\\s+").length != 2, "end needs 2 fields, minute and hour", "write \"0 17\"");
    }
}
