package dev.drover.model.job;

import dev.drover.model.wire.Absent;
import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The short form of job list that lists show. */
@RecordBuilder
public record JobListStub(
        @Wire("ID") String id,
        @Wire("ParentID") String parentId,
        @Wire("Name") String name,
        @Wire(value = "Namespace", absent = Absent.OMITTED) String namespace,
        @Wire("Datacenters") List<String> datacenters,
        @Wire("Type") String type,
        @Wire("Priority") int priority,
        @Wire("Periodic") boolean periodic,
        @Wire("ParameterizedJob") boolean parameterizedJob,
        @Wire("Stop") boolean stop,
        @Wire("Status") String status,
        @Wire("StatusDescription") String statusDescription,
        @Wire("JobSummary") @Nullable JobSummary jobSummary,
        @Wire("CreateIndex") long createIndex,
        @Wire("ModifyIndex") long modifyIndex,
        @Wire("JobModifyIndex") long jobModifyIndex,
        @Wire("SubmitTime") long submitTime,
        @Wire(value = "Meta", absent = Absent.OMITTED) Map<String, String> meta,
        @Wire("NodePool") String nodePool,
        @Wire("Multiregion") @Nullable Multiregion multiregion) {
    public JobListStub {
        id = Defaults.text(id);
        parentId = Defaults.text(parentId);
        name = Defaults.text(name);
        namespace = Defaults.text(namespace);
        datacenters = Defaults.list(datacenters);
        type = Defaults.text(type);
        status = Defaults.text(status);
        statusDescription = Defaults.text(statusDescription);
        meta = Defaults.map(meta);
        nodePool = Defaults.text(nodePool);
    }
}
