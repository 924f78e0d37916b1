package dev.drover.model.alloc;

import dev.drover.model.wire.Absent;
import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The short form of allocation list that lists show. */
@RecordBuilder
public record AllocationListStub(
        @Wire("ID") String id,
        @Wire("EvalID") String evalId,
        @Wire("Name") String name,
        @Wire("Namespace") String namespace,
        @Wire("NodeID") String nodeId,
        @Wire("NodeName") String nodeName,
        @Wire("JobID") String jobId,
        @Wire("JobType") String jobType,
        @Wire("JobVersion") long jobVersion,
        @Wire("TaskGroup") String taskGroup,

        @Wire(value = "AllocatedResources", absent = Absent.OMITTED) @Nullable
        AllocatedResources allocatedResources,

        @Wire("DesiredStatus") DesiredStatus desiredStatus,
        @Wire("DesiredDescription") String desiredDescription,
        @Wire("ClientStatus") ClientStatus clientStatus,
        @Wire("ClientDescription") String clientDescription,
        @Wire("TaskStates") Map<String, TaskState> taskStates,
        @Wire("DeploymentStatus") @Nullable AllocDeploymentStatus deploymentStatus,
        @Wire("FollowupEvalID") String followupEvalId,
        @Wire("NextAllocation") String nextAllocation,
        @Wire("RescheduleTracker") @Nullable RescheduleTracker rescheduleTracker,
        @Wire("PreemptedAllocations") List<String> preemptedAllocations,
        @Wire("PreemptedByAllocation") String preemptedByAllocation,
        @Wire("CreateIndex") long createIndex,
        @Wire("ModifyIndex") long modifyIndex,
        @Wire("CreateTime") long createTime,
        @Wire("ModifyTime") long modifyTime,
        @Wire("DesiredTransition") @Nullable DesiredTransition desiredTransition) {
    public AllocationListStub {
        id = Defaults.text(id);
        evalId = Defaults.text(evalId);
        name = Defaults.text(name);
        namespace = Defaults.text(namespace);
        nodeId = Defaults.text(nodeId);
        nodeName = Defaults.text(nodeName);
        jobId = Defaults.text(jobId);
        jobType = Defaults.text(jobType);
        taskGroup = Defaults.text(taskGroup);
        desiredStatus = Defaults.value(desiredStatus, DesiredStatus.RUN);
        desiredDescription = Defaults.text(desiredDescription);
        clientStatus = Defaults.value(clientStatus, ClientStatus.PENDING);
        clientDescription = Defaults.text(clientDescription);
        taskStates = Defaults.map(taskStates);
        followupEvalId = Defaults.text(followupEvalId);
        nextAllocation = Defaults.text(nextAllocation);
        preemptedAllocations = Defaults.list(preemptedAllocations);
        preemptedByAllocation = Defaults.text(preemptedByAllocation);
    }
}
