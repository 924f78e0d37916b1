package dev.drover.model.volume;

import dev.drover.model.alloc.AllocationListStub;
import dev.drover.model.wire.Absent;
import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;

/** A plugin of a storage provider, with what runs it. */
@RecordBuilder
public record CSIPlugin(
        @Wire("ID") String id,
        @Wire("Provider") String provider,
        @Wire("Version") String version,
        @Wire("ControllerRequired") boolean controllerRequired,
        @Wire("Controllers") Map<String, CSIInfo> controllers,
        @Wire("Nodes") Map<String, CSIInfo> nodes,
        @Wire("Allocations") List<AllocationListStub> allocations,
        @Wire("ControllersHealthy") int controllersHealthy,
        @Wire("ControllersExpected") int controllersExpected,
        @Wire("NodesHealthy") int nodesHealthy,
        @Wire("NodesExpected") int nodesExpected,
        @Wire("CreateIndex") long createIndex,
        @Wire("ModifyIndex") long modifyIndex,
        @Wire("CreateTime") long createTime,
        @Wire("ModifyTime") long modifyTime,

        @Wire(value = "ControllerJobs", absent = Absent.OMITTED)
        Map<String, Object> controllerJobs,

        @Wire(value = "NodeJobs", absent = Absent.OMITTED) Map<String, Object> nodeJobs) {
    public CSIPlugin {
        id = Defaults.text(id);
        provider = Defaults.text(provider);
        version = Defaults.text(version);
        controllers = Defaults.map(controllers);
        nodes = Defaults.map(nodes);
        allocations = Defaults.list(allocations);
        controllerJobs = Defaults.map(controllerJobs);
        nodeJobs = Defaults.map(nodeJobs);
    }
}
