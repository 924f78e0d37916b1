package dev.drover.model.volume;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationListStub;
import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A volume of a storage provider. What its plugin and its claims say of it is filled in when it is read. */
@RecordBuilder
public record CSIVolume(
        @Wire("ID") String id,
        @Wire("Name") String name,
        @Wire("ExternalID") String externalId,
        @Wire("Namespace") String namespace,
        @Wire("RequestedTopologies") @Nullable CSITopologyRequest requestedTopologies,
        @Wire("Topologies") List<CSITopology> topologies,
        @Wire("AccessMode") String accessMode,
        @Wire("AttachmentMode") String attachmentMode,
        @Wire("MountOptions") @Nullable CSIMountOptions mountOptions,
        @Wire("Secrets") Map<String, String> secrets,
        @Wire("Parameters") Map<String, String> parameters,
        @Wire("Context") Map<String, String> context,
        @Wire("Capacity") long capacity,
        @Wire("RequestedCapacityMin") long requestedCapacityMin,
        @Wire("RequestedCapacityMax") long requestedCapacityMax,
        @Wire("RequestedCapabilities") List<CSIVolumeCapability> requestedCapabilities,
        @Wire("CloneID") String cloneId,
        @Wire("SnapshotID") String snapshotId,
        @Wire("ReadAllocs") Map<String, @Nullable Allocation> readAllocs,
        @Wire("WriteAllocs") Map<String, @Nullable Allocation> writeAllocs,
        @Wire("Allocations") List<AllocationListStub> allocations,
        @Wire("Schedulable") boolean schedulable,
        @Wire("PluginID") String pluginId,
        @Wire("Provider") String provider,
        @Wire("ProviderVersion") String providerVersion,
        @Wire("ControllerRequired") boolean controllerRequired,
        @Wire("ControllersHealthy") int controllersHealthy,
        @Wire("ControllersExpected") int controllersExpected,
        @Wire("NodesHealthy") int nodesHealthy,
        @Wire("NodesExpected") int nodesExpected,
        @Wire("ResourceExhausted") Instant resourceExhausted,
        @Wire("CreateIndex") long createIndex,
        @Wire("ModifyIndex") long modifyIndex,
        @Wire("CreateTime") long createTime,
        @Wire("ModifyTime") long modifyTime) {
    public CSIVolume {
        id = Defaults.text(id);
        name = Defaults.text(name);
        externalId = Defaults.text(externalId);
        namespace = Defaults.text(namespace);
        topologies = Defaults.list(topologies);
        accessMode = Defaults.text(accessMode);
        attachmentMode = Defaults.text(attachmentMode);
        secrets = Defaults.map(secrets);
        parameters = Defaults.map(parameters);
        context = Defaults.map(context);
        requestedCapabilities = Defaults.list(requestedCapabilities);
        cloneId = Defaults.text(cloneId);
        snapshotId = Defaults.text(snapshotId);
        readAllocs = Defaults.map(readAllocs);
        writeAllocs = Defaults.map(writeAllocs);
        allocations = Defaults.list(allocations);
        pluginId = Defaults.text(pluginId);
        provider = Defaults.text(provider);
        providerVersion = Defaults.text(providerVersion);
        resourceExhausted = Defaults.time(resourceExhausted);
    }
}
