package dev.drover.model.deployment;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;

/** The roll-out of one job version, group by group. */
@RecordBuilder
public record Deployment(
        @Wire("ID") String id,
        @Wire("Namespace") String namespace,
        @Wire("JobID") String jobId,
        @Wire("JobVersion") long jobVersion,
        @Wire("JobModifyIndex") long jobModifyIndex,
        @Wire("JobSpecModifyIndex") long jobSpecModifyIndex,
        @Wire("JobCreateIndex") long jobCreateIndex,
        @Wire("IsMultiregion") boolean isMultiregion,
        @Wire("TaskGroups") Map<String, DeploymentState> taskGroups,
        @Wire("Status") DeploymentStatus status,
        @Wire("StatusDescription") String statusDescription,
        @Wire("CreateIndex") long createIndex,
        @Wire("ModifyIndex") long modifyIndex,
        @Wire("CreateTime") long createTime,
        @Wire("ModifyTime") long modifyTime,
        @Wire("EvalPriority") int evalPriority) {
    public Deployment {
        id = Defaults.text(id);
        namespace = Defaults.text(namespace);
        jobId = Defaults.text(jobId);
        taskGroups = Defaults.map(taskGroups);
        status = Defaults.value(status, DeploymentStatus.RUNNING);
        statusDescription = Defaults.text(statusDescription);
    }
}
