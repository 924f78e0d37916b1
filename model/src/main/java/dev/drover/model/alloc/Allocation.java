package dev.drover.model.alloc;

import dev.drover.model.job.Job;
import dev.drover.model.job.Resources;
import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.OmitEmpty;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One placement of a task group on a node, with what is wanted of it and what the node reports. */
@OmitEmpty
@RecordBuilder
public record Allocation(
        @Wire("ID") String id,
        @Wire("Namespace") String namespace,
        @Wire("EvalID") String evalId,
        @Wire("Name") String name,
        @Wire("NodeID") String nodeId,
        @Wire("NodeName") String nodeName,
        @Wire("JobID") String jobId,
        @Wire("Job") @Nullable Job job,
        @Wire("TaskGroup") String taskGroup,
        @Wire("Resources") @Nullable Resources resources,
        @Wire("TaskResources") Map<String, Resources> taskResources,
        @Wire("AllocatedResources") @Nullable AllocatedResources allocatedResources,
        @Wire("Metrics") @Nullable AllocationMetric metrics,
        @Wire("DesiredStatus") DesiredStatus desiredStatus,
        @Wire("DesiredDescription") String desiredDescription,
        @Wire("DesiredTransition") @Nullable DesiredTransition desiredTransition,
        @Wire("ClientStatus") ClientStatus clientStatus,
        @Wire("ClientDescription") String clientDescription,
        @Wire("TaskStates") Map<String, TaskState> taskStates,
        @Wire("DeploymentID") String deploymentId,
        @Wire("DeploymentStatus") @Nullable AllocDeploymentStatus deploymentStatus,
        @Wire("FollowupEvalID") String followupEvalId,
        @Wire("PreviousAllocation") String previousAllocation,
        @Wire("NextAllocation") String nextAllocation,
        @Wire("RescheduleTracker") @Nullable RescheduleTracker rescheduleTracker,
        @Wire("NetworkStatus") @Nullable AllocNetworkStatus networkStatus,
        @Wire("PreemptedAllocations") List<String> preemptedAllocations,
        @Wire("PreemptedByAllocation") String preemptedByAllocation,
        @Wire("CreateIndex") long createIndex,
        @Wire("ModifyIndex") long modifyIndex,
        @Wire("AllocModifyIndex") long allocModifyIndex,
        @Wire("CreateTime") long createTime,
        @Wire("ModifyTime") long modifyTime,
        @Wire("SharedResources") @Nullable Resources sharedResources,
        @Wire("AllocStates") List<AllocState> allocStates,
        @Wire("SigningKeyID") String signingKeyId) {
    public Allocation {
        id = Defaults.text(id);
        namespace = Defaults.text(namespace);
        evalId = Defaults.text(evalId);
        name = Defaults.text(name);
        nodeId = Defaults.text(nodeId);
        nodeName = Defaults.text(nodeName);
        jobId = Defaults.text(jobId);
        taskGroup = Defaults.text(taskGroup);
        taskResources = Defaults.map(taskResources);
        desiredStatus = Defaults.value(desiredStatus, DesiredStatus.RUN);
        desiredDescription = Defaults.text(desiredDescription);
        clientStatus = Defaults.value(clientStatus, ClientStatus.PENDING);
        clientDescription = Defaults.text(clientDescription);
        taskStates = Defaults.map(taskStates);
        deploymentId = Defaults.text(deploymentId);
        followupEvalId = Defaults.text(followupEvalId);
        previousAllocation = Defaults.text(previousAllocation);
        nextAllocation = Defaults.text(nextAllocation);
        preemptedAllocations = Defaults.list(preemptedAllocations);
        preemptedByAllocation = Defaults.text(preemptedByAllocation);
        allocStates = Defaults.list(allocStates);
        signingKeyId = Defaults.text(signingKeyId);
    }
}
