package dev.drover.jobspec.decode;

import static dev.drover.jobspec.decode.ParameterType.INT;
import static dev.drover.jobspec.decode.ParameterType.LONG;
import static dev.drover.jobspec.decode.ParameterType.TEXT;
import static dev.drover.jobspec.decode.ParameterType.TEXTS;
import static dev.drover.jobspec.decode.SchemaBuilder.schema;

import dev.drover.model.job.NUMAResource;
import dev.drover.model.job.NUMAResourceBuilder;
import dev.drover.model.job.RequestedDevice;
import dev.drover.model.job.RequestedDeviceBuilder;
import dev.drover.model.job.Resources;
import dev.drover.model.job.ResourcesBuilder;

/** What a task asks of its node. */
final class ResourceSchemas {
    static final Schema<RequestedDeviceBuilder, RequestedDevice> DEVICE = schema(
                    "device", RequestedDeviceBuilder::builder, RequestedDeviceBuilder::build)
            .label("name", RequestedDeviceBuilder::name)
            .optional("count", LONG, RequestedDeviceBuilder::count)
            .many(PlacementSchemas.CONSTRAINT, RequestedDeviceBuilder::constraints)
            .many(PlacementSchemas.AFFINITY, RequestedDeviceBuilder::affinities)
            .build();

    static final Schema<NUMAResourceBuilder, NUMAResource> NUMA = schema(
                    "numa", NUMAResourceBuilder::builder, NUMAResourceBuilder::build)
            .optional("affinity", TEXT, NUMAResourceBuilder::affinity)
            .optional("devices", TEXTS, NUMAResourceBuilder::devices)
            .build();

    static final Schema<ResourcesBuilder, Resources> RESOURCES = schema(
                    "resources", ResourcesBuilder::builder, ResourcesBuilder::build)
            .optional("cpu", INT, ResourcesBuilder::cpu)
            .optional("cores", INT, ResourcesBuilder::cores)
            .optional("memory", INT, ResourcesBuilder::memoryMb)
            .optional("memory_max", INT, ResourcesBuilder::memoryMaxMb)
            .optional("secrets", INT, ResourcesBuilder::secretsMb)
            .old("disk", INT, "Write ephemeral_disk { size = ... } in the group.", ResourcesBuilder::diskMb)
            .old("iops", INT, "It has no effect; leave it out.", ResourcesBuilder::iops)
            .many(NetworkSchemas.TASK_NETWORK, ResourcesBuilder::networks)
            .many(DEVICE, ResourcesBuilder::devices)
            .one(NUMA, ResourcesBuilder::numa)
            .build();

    private ResourceSchemas() {}
}
