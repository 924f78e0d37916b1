package dev.drover.model.node;

import dev.drover.model.volume.CSIInfo;
import dev.drover.model.volume.HostVolumeInfo;
import dev.drover.model.wire.Absent;
import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A client machine as it registered itself, with its state in the cluster. */
@RecordBuilder
public record Node(
        @Wire("ID") String id,
        @Wire("Datacenter") String datacenter,
        @Wire("Name") String name,
        @Wire("HTTPAddr") String httpAddr,
        @Wire("TLSEnabled") boolean tlsEnabled,
        @Wire(value = "Attributes", absent = Absent.EMPTY) Map<String, String> attributes,
        @Wire("NodeResources") @Nullable NodeResources nodeResources,
        @Wire("ReservedResources") @Nullable NodeReservedResources reservedResources,
        @Wire(value = "Links", absent = Absent.EMPTY) Map<String, String> links,
        @Wire("Meta") Map<String, String> meta,
        @Wire("NodeClass") String nodeClass,
        @Wire("NodePool") String nodePool,
        @Wire("CgroupParent") String cgroupParent,
        @Wire("Drain") boolean drain,
        @Wire("DrainStrategy") @Nullable DrainStrategy drainStrategy,
        @Wire("SchedulingEligibility") SchedulingEligibility schedulingEligibility,
        @Wire("Status") NodeStatus status,
        @Wire("StatusDescription") String statusDescription,
        @Wire("StatusUpdatedAt") long statusUpdatedAt,
        @Wire("Events") List<NodeEvent> events,
        @Wire("Drivers") Map<String, DriverInfo> drivers,
        @Wire(value = "HostVolumes", absent = Absent.EMPTY) Map<String, HostVolumeInfo> hostVolumes,
        @Wire("GCVolumesOnNodeGC") boolean gcVolumesOnNodeGc,
        @Wire("HostNetworks") Map<String, HostNetworkInfo> hostNetworks,

        @Wire(value = "CSIControllerPlugins", absent = Absent.EMPTY)
        Map<String, CSIInfo> csiControllerPlugins,

        @Wire(value = "CSINodePlugins", absent = Absent.EMPTY)
        Map<String, CSIInfo> csiNodePlugins,

        @Wire("LastDrain") @Nullable DrainMetadata lastDrain,
        @Wire("CreateIndex") long createIndex,
        @Wire("ModifyIndex") long modifyIndex,
        @Wire("NodeMaxAllocs") int nodeMaxAllocs,
        @Wire("SecretID") String secretId,
        @Wire("ComputedClass") String computedClass,
        @Wire("IdentitySigningKeyID") String identitySigningKeyId,
        @Wire("LastMissedHeartbeatIndex") long lastMissedHeartbeatIndex,
        @Wire("LastAllocUpdateIndex") long lastAllocUpdateIndex) {
    public Node {
        // Kept for old readers; the strategy is what counts.
        drain = drainStrategy != null;
        id = Defaults.text(id);
        datacenter = Defaults.text(datacenter);
        name = Defaults.text(name);
        httpAddr = Defaults.text(httpAddr);
        attributes = Defaults.map(attributes);
        links = Defaults.map(links);
        meta = Defaults.map(meta);
        nodeClass = Defaults.text(nodeClass);
        nodePool = Defaults.text(nodePool);
        cgroupParent = Defaults.text(cgroupParent);
        schedulingEligibility = Defaults.value(schedulingEligibility, SchedulingEligibility.ELIGIBLE);
        status = Defaults.value(status, NodeStatus.INITIALIZING);
        statusDescription = Defaults.text(statusDescription);
        events = Defaults.list(events);
        drivers = Defaults.map(drivers);
        hostVolumes = Defaults.map(hostVolumes);
        hostNetworks = Defaults.map(hostNetworks);
        csiControllerPlugins = Defaults.map(csiControllerPlugins);
        csiNodePlugins = Defaults.map(csiNodePlugins);
        secretId = Defaults.text(secretId);
        computedClass = Defaults.text(computedClass);
        identitySigningKeyId = Defaults.text(identitySigningKeyId);
    }
}
