package dev.drover.model.canonical;

import dev.drover.model.job.Job;
import dev.drover.model.job.LogConfig;
import dev.drover.model.job.RestartPolicy;
import dev.drover.model.job.Task;
import dev.drover.model.job.TaskBuilder;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.volume.TaskCSIPluginConfig;
import dev.drover.model.volume.VolumeMountBuilder;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A task with everything that it leaves to its group or the house. */
final class TaskDefaults {
    private static final int LOG_FILES = 10;
    private static final int LOG_FILE_SIZE_MB = 10;

    private TaskDefaults() {}

    static Task fill(Task task, TaskGroup group, Job job, RestartPolicy restartOfGroup) {
        return TaskBuilder.builder(task)
                .constraints(Placement.constraints(task.constraints()))
                .affinities(Placement.affinities(task.affinities()))
                .services(task.services().stream()
                        .map(service -> Services.fill(service, job, group, task.name()))
                        .toList())
                .resources(TaskResources.fill(task.resources()))
                .restartPolicy(Policies.restart(task.restartPolicy(), restartOfGroup))
                .killTimeout(Fill.value(task.killTimeout(), Duration.ofSeconds(5)))
                .killSignal(task.killSignal().toUpperCase(Locale.ROOT))
                .logConfig(logs(task.logConfig()))
                .artifacts(task.artifacts().stream().map(TaskFiles::artifact).toList())
                .vault(Secrets.vault(task.vault()))
                .consul(Secrets.consul(task.consul()))
                .templates(task.templates().stream().map(TaskFiles::template).toList())
                .volumeMounts(task.volumeMounts().stream()
                        .map(mount -> VolumeMountBuilder.builder(mount)
                                .propagationMode(Fill.text(mount.propagationMode(), "private"))
                                .build())
                        .toList())
                .csiPluginConfig(plugin(task.csiPluginConfig()))
                .scalingPolicies(task.scalingPolicies().stream()
                        .map(policy -> Scaling.ofTask(policy, task, group, job))
                        .toList())
                .identity(Identities.standard(task))
                .identities(Identities.others(task))
                .build();
    }

    /** The old switch {@code enabled} is turned into the new one. */
    static LogConfig logs(@Nullable LogConfig logs) {
        if (logs == null) {
            return new LogConfig(LOG_FILES, LOG_FILE_SIZE_MB, null, false);
        }
        boolean disabled = logs.disabled() || Boolean.FALSE.equals(logs.enabled());
        return new LogConfig(
                Fill.value(logs.maxFiles(), LOG_FILES),
                Fill.value(logs.maxFileSizeMb(), LOG_FILE_SIZE_MB),
                null,
                disabled);
    }

    private static @Nullable TaskCSIPluginConfig plugin(@Nullable TaskCSIPluginConfig plugin) {
        return plugin == null
                ? null
                : new TaskCSIPluginConfig(
                        plugin.id(),
                        plugin.type(),
                        Fill.text(plugin.mountDir(), "/csi"),
                        Fill.text(plugin.stagePublishBaseDir(), "/local/csi"),
                        plugin.healthTimeout().isZero() ? Duration.ofSeconds(30) : plugin.healthTimeout());
    }
}
