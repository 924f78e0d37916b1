package dev.drover.agent.api;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationListStub;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.eval.EvaluationStub;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobListStub;
import dev.drover.model.job.JobSummary;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeListStub;
import java.util.Map;

/** The short forms that lists show. */
final class Stubs {
    private Stubs() {}

    static JobListStub job(Job job, JobSummary summary, boolean withMeta) {
        return new JobListStub(
                job.id(),
                job.parentId(),
                job.name(),
                job.namespace(),
                job.datacenters(),
                job.type(),
                job.priority(),
                job.periodic() != null,
                job.parameterizedJob() != null,
                job.stop(),
                job.status(),
                job.statusDescription(),
                summary,
                job.createIndex(),
                job.modifyIndex(),
                job.jobModifyIndex(),
                job.submitTime(),
                withMeta ? job.meta() : Map.of(),
                job.nodePool(),
                job.multiregion());
    }

    static NodeListStub node(Node node, boolean withResources, boolean withSystem) {
        String address = node.httpAddr();
        int colon = address.lastIndexOf(':');
        String system = node.attributes().getOrDefault("os.name", "");
        return new NodeListStub(
                colon < 0 ? address : address.substring(0, colon),
                node.id(),
                withSystem && !system.isEmpty() ? Map.of("os.name", system) : Map.of(),
                node.datacenter(),
                node.name(),
                node.nodeClass(),
                node.nodePool(),
                node.attributes().getOrDefault("nomad.version", ""),
                node.drainStrategy() != null,
                node.schedulingEligibility(),
                node.status(),
                node.statusDescription(),
                node.drivers(),
                withResources ? node.nodeResources() : null,
                withResources ? node.reservedResources() : null,
                node.lastDrain(),
                node.createIndex(),
                node.modifyIndex(),
                node.hostVolumes());
    }

    static AllocationListStub allocation(Allocation allocation, boolean withResources, boolean withTasks) {
        Job job = allocation.job();
        return new AllocationListStub(
                allocation.id(),
                allocation.evalId(),
                allocation.name(),
                allocation.namespace(),
                allocation.nodeId(),
                allocation.nodeName(),
                allocation.jobId(),
                job == null ? "" : job.type(),
                job == null ? 0 : job.version(),
                allocation.taskGroup(),
                withResources ? allocation.allocatedResources() : null,
                allocation.desiredStatus(),
                allocation.desiredDescription(),
                allocation.clientStatus(),
                allocation.clientDescription(),
                withTasks ? allocation.taskStates() : Map.of(),
                allocation.deploymentStatus(),
                allocation.followupEvalId(),
                allocation.nextAllocation(),
                allocation.rescheduleTracker(),
                allocation.preemptedAllocations(),
                allocation.preemptedByAllocation(),
                allocation.createIndex(),
                allocation.modifyIndex(),
                allocation.createTime(),
                allocation.modifyTime(),
                allocation.desiredTransition());
    }

    static EvaluationStub evaluation(Evaluation evaluation) {
        return new EvaluationStub(
                evaluation.id(),
                evaluation.priority(),
                evaluation.type(),
                evaluation.triggeredBy(),
                evaluation.namespace(),
                evaluation.jobId(),
                evaluation.nodeId(),
                evaluation.deploymentId(),
                evaluation.status(),
                evaluation.statusDescription(),
                evaluation.waitUntil(),
                evaluation.nextEval(),
                evaluation.previousEval(),
                evaluation.blockedEval(),
                evaluation.createIndex(),
                evaluation.modifyIndex(),
                evaluation.createTime(),
                evaluation.modifyTime());
    }
}
