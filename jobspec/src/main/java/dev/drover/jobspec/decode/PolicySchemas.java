package dev.drover.jobspec.decode;

import static dev.drover.jobspec.decode.ParameterType.BOOL;
import static dev.drover.jobspec.decode.ParameterType.DURATION;
import static dev.drover.jobspec.decode.ParameterType.INT;
import static dev.drover.jobspec.decode.ParameterType.LONG;
import static dev.drover.jobspec.decode.ParameterType.TEXT;
import static dev.drover.jobspec.decode.SchemaBuilder.checkedSchema;
import static dev.drover.jobspec.decode.SchemaBuilder.schema;

import dev.drover.model.job.DisconnectStrategy;
import dev.drover.model.job.DisconnectStrategyBuilder;
import dev.drover.model.job.EphemeralDisk;
import dev.drover.model.job.EphemeralDiskBuilder;
import dev.drover.model.job.MigrateStrategy;
import dev.drover.model.job.MigrateStrategyBuilder;
import dev.drover.model.job.ReschedulePolicy;
import dev.drover.model.job.ReschedulePolicyBuilder;
import dev.drover.model.job.RestartPolicy;
import dev.drover.model.job.RestartPolicyBuilder;
import dev.drover.model.job.ScalingPolicy;
import dev.drover.model.job.ScalingPolicyBuilder;
import dev.drover.model.job.UpdateStrategy;
import dev.drover.model.job.UpdateStrategyBuilder;

/** What happens over the life of a group: update, migration, restart, rescheduling, disconnection, scaling. */
final class PolicySchemas {
    static final Schema<UpdateStrategyBuilder, UpdateStrategy> UPDATE = schema(
                    "update", UpdateStrategyBuilder::builder, UpdateStrategyBuilder::build)
            .optional("stagger", DURATION, UpdateStrategyBuilder::stagger)
            .optional("max_parallel", INT, UpdateStrategyBuilder::maxParallel)
            .optional("health_check", TEXT, UpdateStrategyBuilder::healthCheck)
            .optional("min_healthy_time", DURATION, UpdateStrategyBuilder::minHealthyTime)
            .optional("healthy_deadline", DURATION, UpdateStrategyBuilder::healthyDeadline)
            .optional("progress_deadline", DURATION, UpdateStrategyBuilder::progressDeadline)
            .optional("canary", INT, UpdateStrategyBuilder::canary)
            .optional("auto_revert", BOOL, UpdateStrategyBuilder::autoRevert)
            .optional("auto_promote", BOOL, UpdateStrategyBuilder::autoPromote)
            .build();

    static final Schema<MigrateStrategyBuilder, MigrateStrategy> MIGRATE = schema(
                    "migrate", MigrateStrategyBuilder::builder, MigrateStrategyBuilder::build)
            .optional("max_parallel", INT, MigrateStrategyBuilder::maxParallel)
            .optional("health_check", TEXT, MigrateStrategyBuilder::healthCheck)
            .optional("min_healthy_time", DURATION, MigrateStrategyBuilder::minHealthyTime)
            .optional("healthy_deadline", DURATION, MigrateStrategyBuilder::healthyDeadline)
            .build();

    static final Schema<RestartPolicyBuilder, RestartPolicy> RESTART = schema(
                    "restart", RestartPolicyBuilder::builder, RestartPolicyBuilder::build)
            .optional("interval", DURATION, RestartPolicyBuilder::interval)
            .optional("attempts", INT, RestartPolicyBuilder::attempts)
            .optional("delay", DURATION, RestartPolicyBuilder::delay)
            .optional("mode", TEXT, RestartPolicyBuilder::mode)
            .optional("render_templates", BOOL, RestartPolicyBuilder::renderTemplates)
            .build();

    static final Schema<ReschedulePolicyBuilder, ReschedulePolicy> RESCHEDULE = schema(
                    "reschedule", ReschedulePolicyBuilder::builder, ReschedulePolicyBuilder::build)
            .optional("attempts", INT, ReschedulePolicyBuilder::attempts)
            .optional("interval", DURATION, ReschedulePolicyBuilder::interval)
            .optional("delay", DURATION, ReschedulePolicyBuilder::delay)
            .optional("delay_function", TEXT, ReschedulePolicyBuilder::delayFunction)
            .optional("max_delay", DURATION, ReschedulePolicyBuilder::maxDelay)
            .optional("unlimited", BOOL, ReschedulePolicyBuilder::unlimited)
            .build();

    static final Schema<DisconnectStrategyBuilder, DisconnectStrategy> DISCONNECT = schema(
                    "disconnect", DisconnectStrategyBuilder::builder, DisconnectStrategyBuilder::build)
            .optional("lost_after", DURATION, DisconnectStrategyBuilder::lostAfter)
            .optional("stop_on_client_after", DURATION, DisconnectStrategyBuilder::stopOnClientAfter)
            .optional("replace", BOOL, DisconnectStrategyBuilder::replace)
            .optional("reconcile", TEXT, DisconnectStrategyBuilder::reconcile)
            .build();

    static final Schema<EphemeralDiskBuilder, EphemeralDisk> EPHEMERAL_DISK = schema(
                    "ephemeral_disk", EphemeralDiskBuilder::builder, EphemeralDiskBuilder::build)
            .optional("sticky", BOOL, EphemeralDiskBuilder::sticky)
            .optional("migrate", BOOL, EphemeralDiskBuilder::migrate)
            .optional("size", INT, EphemeralDiskBuilder::sizeMb)
            .build();

    static final Schema<ScalingPolicyBuilder, ScalingPolicy> GROUP_SCALING = scaling(schema(
                    "scaling", () -> ScalingPolicyBuilder.builder().type("horizontal"), ScalingPolicyBuilder::build))
            .build();

    /** The label says what is scaled. */
    static final Schema<ScalingPolicyBuilder, ScalingPolicy> TASK_SCALING = scaling(
                    checkedSchema("scaling", ScalingPolicyBuilder::builder, PolicySchemas::checkedScaling))
            .label("cpu or mem", (scaling, label) -> scaling.type("vertical_" + label))
            .build();

    private PolicySchemas() {}

    private static SchemaBuilder<ScalingPolicyBuilder, ScalingPolicy> scaling(
            SchemaBuilder<ScalingPolicyBuilder, ScalingPolicy> schema) {
        return schema.optional("min", LONG, ScalingPolicyBuilder::min)
                .required("max", LONG, ScalingPolicyBuilder::max)
                .optional("enabled", BOOL, ScalingPolicyBuilder::enabled)
                .optional("type", TEXT, ScalingPolicyBuilder::type)
                .map("policy", MapType.FREE_FORM, ScalingPolicyBuilder::policy);
    }

    private static ScalingPolicy checkedScaling(ScalingPolicyBuilder builder, Scope scope) {
        ScalingPolicy scaling = builder.build();
        String type = scaling.type();
        if (!type.isEmpty() && !type.equals("vertical_cpu") && !type.equals("vertical_mem")) {
            scope.error("Wrong label", "A \"scaling\" block in a task is labelled \"cpu\" or \"mem\".", scope.range());
        }
        return scaling;
    }
}
