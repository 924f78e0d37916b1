package dev.drover.jobspec.decode;

import static dev.drover.jobspec.decode.ParameterType.BOOL;
import static dev.drover.jobspec.decode.ParameterType.DURATION;
import static dev.drover.jobspec.decode.ParameterType.TEXT;
import static dev.drover.jobspec.decode.ParameterType.TEXTS;
import static dev.drover.jobspec.decode.SchemaBuilder.checkedSchema;
import static dev.drover.jobspec.decode.SchemaBuilder.schema;

import dev.drover.model.job.Action;
import dev.drover.model.job.ActionBuilder;
import dev.drover.model.job.Task;
import dev.drover.model.job.TaskBuilder;
import dev.drover.model.job.TaskLifecycle;
import dev.drover.model.job.TaskLifecycleBuilder;
import dev.drover.model.job.TaskSchedule;
import dev.drover.model.job.TaskScheduleBuilder;
import dev.drover.model.job.TaskScheduleCron;
import dev.drover.model.job.TaskScheduleCronBuilder;
import dev.drover.model.job.WorkloadIdentity;
import dev.drover.model.volume.TaskCSIPluginConfig;
import dev.drover.model.volume.TaskCSIPluginConfigBuilder;
import java.util.List;

/** Tasks. */
final class TaskSchemas {
    private static final String DEFAULT_IDENTITY = "default";

    private static final Schema<TaskLifecycleBuilder, TaskLifecycle> LIFECYCLE = schema(
                    "lifecycle", TaskLifecycleBuilder::builder, TaskLifecycleBuilder::build)
            .required("hook", TEXT, TaskLifecycleBuilder::hook)
            .optional("sidecar", BOOL, TaskLifecycleBuilder::sidecar)
            .build();

    private static final Schema<TaskCSIPluginConfigBuilder, TaskCSIPluginConfig> CSI_PLUGIN = schema(
                    "csi_plugin", TaskCSIPluginConfigBuilder::builder, TaskCSIPluginConfigBuilder::build)
            .required("id", TEXT, TaskCSIPluginConfigBuilder::id)
            .required("type", TEXT, TaskCSIPluginConfigBuilder::type)
            .optional("mount_dir", TEXT, TaskCSIPluginConfigBuilder::mountDir)
            .optional("stage_publish_base_dir", TEXT, TaskCSIPluginConfigBuilder::stagePublishBaseDir)
            .optional("health_timeout", DURATION, TaskCSIPluginConfigBuilder::healthTimeout)
            .build();

    private static final Schema<ActionBuilder, Action> ACTION = schema(
                    "action", ActionBuilder::builder, ActionBuilder::build)
            .label("name", ActionBuilder::name)
            .required("command", TEXT, ActionBuilder::command)
            .optional("args", TEXTS, ActionBuilder::args)
            .build();

    private static final Schema<TaskScheduleCronBuilder, TaskScheduleCron> CRON = schema(
                    "cron", TaskScheduleCronBuilder::builder, TaskScheduleCronBuilder::build)
            .required("start", TEXT, TaskScheduleCronBuilder::start)
            .required("end", TEXT, TaskScheduleCronBuilder::end)
            .optional("timezone", TEXT, TaskScheduleCronBuilder::timezone)
            .build();

    private static final Schema<TaskScheduleBuilder, TaskSchedule> SCHEDULE = schema(
                    "schedule", TaskScheduleBuilder::builder, TaskScheduleBuilder::build)
            .one(CRON, TaskScheduleBuilder::cron)
            .build();

    static final Schema<TaskBuilder, Task> TASK = checkedSchema("task", TaskBuilder::builder, TaskSchemas::finish)
            .label("name", TaskBuilder::name)
            .required("driver", TEXT, TaskBuilder::driver)
            .optional("user", TEXT, TaskBuilder::user)
            .one(LIFECYCLE, TaskBuilder::lifecycle)
            .mapBlock("config", MapType.FREE_FORM, TaskBuilder::config)
            .many(PlacementSchemas.CONSTRAINT, TaskBuilder::constraints)
            .many(PlacementSchemas.AFFINITY, TaskBuilder::affinities)
            .map("env", MapType.TEXTS, TaskBuilder::env)
            .many(ServiceSchemas.SERVICE, TaskBuilder::services)
            .one(ResourceSchemas.RESOURCES, TaskBuilder::resources)
            .one(PolicySchemas.RESTART, TaskBuilder::restartPolicy)
            .map("meta", MapType.TEXTS, TaskBuilder::meta)
            .optional("kill_timeout", DURATION, TaskBuilder::killTimeout)
            .one(TaskFileSchemas.LOGS, TaskBuilder::logConfig)
            .many(TaskFileSchemas.ARTIFACT, TaskBuilder::artifacts)
            .one(AccessSchemas.VAULT, TaskBuilder::vault)
            .one(AccessSchemas.CONSUL, TaskBuilder::consul)
            .many(TaskFileSchemas.TEMPLATE, TaskBuilder::templates)
            .one(TaskFileSchemas.DISPATCH_PAYLOAD, TaskBuilder::dispatchPayload)
            .many(TaskFileSchemas.VOLUME_MOUNT, TaskBuilder::volumeMounts)
            .one(CSI_PLUGIN, TaskBuilder::csiPluginConfig)
            .optional("leader", BOOL, TaskBuilder::leader)
            .optional("shutdown_delay", DURATION, TaskBuilder::shutdownDelay)
            .optional("kill_signal", TEXT, TaskBuilder::killSignal)
            .optional("kind", TEXT, TaskBuilder::kind)
            .many(PolicySchemas.TASK_SCALING, TaskBuilder::scalingPolicies)
            .many(AccessSchemas.SECRET, TaskBuilder::secrets)
            .many(AccessSchemas.IDENTITY, TaskBuilder::identities)
            .many(ACTION, TaskBuilder::actions)
            .one(SCHEDULE, TaskBuilder::schedule)
            .build();

    private TaskSchemas() {}

    /** The identity without a name is the default one and has a place of its own. */
    private static Task finish(TaskBuilder builder, Scope scope) {
        Task task = builder.build();
        List<WorkloadIdentity> unnamed = task.identities().stream()
                .filter(identity -> identity.name().isEmpty() || identity.name().equals(DEFAULT_IDENTITY))
                .toList();
        if (unnamed.isEmpty()) {
            return task;
        }
        if (unnamed.size() > 1) {
            scope.error(
                    "Repeated block",
                    "Two \"identity\" blocks have no name, or the name \"default\"; name all but one of them.",
                    scope.range());
        }
        return TaskBuilder.builder(task)
                .identity(unnamed.getFirst())
                .identities(task.identities().stream()
                        .filter(identity -> !unnamed.contains(identity))
                        .toList())
                .build();
    }
}
