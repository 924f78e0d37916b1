package dev.drover.jobspec.decode;

import static dev.drover.jobspec.decode.ParameterType.BOOL;
import static dev.drover.jobspec.decode.ParameterType.DURATION;
import static dev.drover.jobspec.decode.ParameterType.INT;
import static dev.drover.jobspec.decode.ParameterType.TEXT;
import static dev.drover.jobspec.decode.ParameterType.TEXTS;
import static dev.drover.jobspec.decode.SchemaBuilder.schema;

import dev.drover.model.job.TaskGroup;
import dev.drover.model.job.TaskGroupBuilder;
import dev.drover.model.volume.CSIMountOptions;
import dev.drover.model.volume.CSIMountOptionsBuilder;
import dev.drover.model.volume.VolumeRequest;
import dev.drover.model.volume.VolumeRequestBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Groups of tasks. */
final class GroupSchemas {
    private static final Schema<CSIMountOptionsBuilder, CSIMountOptions> MOUNT_OPTIONS = schema(
                    "mount_options", CSIMountOptionsBuilder::builder, CSIMountOptionsBuilder::build)
            .optional("fs_type", TEXT, CSIMountOptionsBuilder::fsType)
            .optional("mount_flags", TEXTS, CSIMountOptionsBuilder::mountFlags)
            .build();

    private static final Schema<VolumeRequestBuilder, VolumeRequest> VOLUME = schema(
                    "volume", VolumeRequestBuilder::builder, VolumeRequestBuilder::build)
            .label("name", VolumeRequestBuilder::name)
            .optional("type", TEXT, VolumeRequestBuilder::type)
            .required("source", TEXT, VolumeRequestBuilder::source)
            .optional("read_only", BOOL, VolumeRequestBuilder::readOnly)
            .optional("sticky", BOOL, VolumeRequestBuilder::sticky)
            .optional("access_mode", TEXT, VolumeRequestBuilder::accessMode)
            .optional("attachment_mode", TEXT, VolumeRequestBuilder::attachmentMode)
            .one(MOUNT_OPTIONS, VolumeRequestBuilder::mountOptions)
            .optional("per_alloc", BOOL, VolumeRequestBuilder::perAlloc)
            .build();

    static final Schema<GroupParts, TaskGroup> GROUP = schema("group", GroupParts::new, GroupParts::build)
            .label("name", set(TaskGroupBuilder::name))
            .optional("count", INT, set(TaskGroupBuilder::count))
            .many(PlacementSchemas.CONSTRAINT, set(TaskGroupBuilder::constraints))
            .many(PlacementSchemas.AFFINITY, set(TaskGroupBuilder::affinities))
            .atLeastOne(TaskSchemas.TASK, GroupParts::tasks)
            .many(PlacementSchemas.SPREAD, set(TaskGroupBuilder::spreads))
            .many(VOLUME, (parts, volumes) -> parts.group().volumes(byName(volumes)))
            .one(PolicySchemas.RESTART, set(TaskGroupBuilder::restartPolicy))
            .one(PolicySchemas.DISCONNECT, set(TaskGroupBuilder::disconnect))
            .one(PolicySchemas.RESCHEDULE, set(TaskGroupBuilder::reschedulePolicy))
            .one(PolicySchemas.EPHEMERAL_DISK, set(TaskGroupBuilder::ephemeralDisk))
            .one(PolicySchemas.UPDATE, set(TaskGroupBuilder::update))
            .one(PolicySchemas.MIGRATE, set(TaskGroupBuilder::migrate))
            .many(NetworkSchemas.NETWORK, GroupParts::networks)
            .map("meta", MapType.TEXTS, set(TaskGroupBuilder::meta))
            .many(ServiceSchemas.SERVICE, set(TaskGroupBuilder::services))
            .optional("shutdown_delay", DURATION, set(TaskGroupBuilder::shutdownDelay))
            .optional("max_run_duration", DURATION, set(TaskGroupBuilder::maxRunDuration))
            .old(
                    "stop_after_client_disconnect",
                    DURATION,
                    "Write disconnect { stop_on_client_after = ... }.",
                    set(TaskGroupBuilder::stopAfterClientDisconnect))
            .old(
                    "max_client_disconnect",
                    DURATION,
                    "Write disconnect { lost_after = ... }.",
                    set(TaskGroupBuilder::maxClientDisconnect))
            .one(PolicySchemas.GROUP_SCALING, set(TaskGroupBuilder::scaling))
            .one(AccessSchemas.CONSUL, set(TaskGroupBuilder::consul))
            .old(
                    "prevent_reschedule_on_lost",
                    BOOL,
                    "Write disconnect { replace = false }.",
                    set(TaskGroupBuilder::preventRescheduleOnLost))
            .one(AccessSchemas.VAULT, (parts, vault) -> parts.inherited().vault(vault))
            .many(AccessSchemas.SECRET, (parts, secrets) -> parts.inherited().secrets(secrets))
            .build();

    private GroupSchemas() {}

    private static <V> BiConsumer<GroupParts, V> set(BiConsumer<TaskGroupBuilder, V> set) {
        return (parts, value) -> set.accept(parts.group(), value);
    }

    private static Map<String, VolumeRequest> byName(List<VolumeRequest> volumes) {
        Map<String, VolumeRequest> byName = new LinkedHashMap<>();
        volumes.forEach(volume -> byName.put(volume.name(), volume));
        return byName;
    }
}
