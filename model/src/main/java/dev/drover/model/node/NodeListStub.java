package dev.drover.model.node;

import dev.drover.model.volume.HostVolumeInfo;
import dev.drover.model.wire.Absent;
import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The short form of node list that lists show. */
@RecordBuilder
public record NodeListStub(
        @Wire("Address") String address,
        @Wire("ID") String id,
        @Wire(value = "Attributes", absent = Absent.OMITTED) Map<String, String> attributes,
        @Wire("Datacenter") String datacenter,
        @Wire("Name") String name,
        @Wire("NodeClass") String nodeClass,
        @Wire("NodePool") String nodePool,
        @Wire("Version") String version,
        @Wire("Drain") boolean drain,
        @Wire("SchedulingEligibility") SchedulingEligibility schedulingEligibility,
        @Wire("Status") NodeStatus status,
        @Wire("StatusDescription") String statusDescription,
        @Wire("Drivers") Map<String, DriverInfo> drivers,

        @Wire(value = "NodeResources", absent = Absent.OMITTED) @Nullable
        NodeResources nodeResources,

        @Wire(value = "ReservedResources", absent = Absent.OMITTED) @Nullable
        NodeReservedResources reservedResources,

        @Wire("LastDrain") @Nullable DrainMetadata lastDrain,
        @Wire("CreateIndex") long createIndex,
        @Wire("ModifyIndex") long modifyIndex,
        @Wire(value = "HostVolumes", absent = Absent.EMPTY) Map<String, HostVolumeInfo> hostVolumes) {
    public NodeListStub {
        address = Defaults.text(address);
        id = Defaults.text(id);
        attributes = Defaults.map(attributes);
        datacenter = Defaults.text(datacenter);
        name = Defaults.text(name);
        nodeClass = Defaults.text(nodeClass);
        nodePool = Defaults.text(nodePool);
        version = Defaults.text(version);
        schedulingEligibility = Defaults.value(schedulingEligibility, SchedulingEligibility.ELIGIBLE);
        status = Defaults.value(status, NodeStatus.INITIALIZING);
        statusDescription = Defaults.text(statusDescription);
        drivers = Defaults.map(drivers);
        hostVolumes = Defaults.map(hostVolumes);
    }
}
