package dev.drover.state;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.deployment.Deployment;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.job.Job;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.node.Node;

/**
 * Lets an allocation use the very texts of the records that it refers to. A million allocations name a few thousand nodes, jobs
 * and evaluations; each copy of such a name would cost some 80 bytes.
 */
final class Sharing {
    private Sharing() {}

    static Allocation share(Tables tables, Allocation allocation) {
        AllocationBuilder shared = AllocationBuilder.builder(allocation);
        Node node = tables.nodes.get(allocation.nodeId());
        if (node != null) {
            shared.nodeId(node.id());
            shared.nodeName(same(allocation.nodeName(), node.name()));
        }
        Job job = allocation.job();
        if (job != null) {
            shared.jobId(same(allocation.jobId(), job.id())).namespace(same(allocation.namespace(), job.namespace()));
            for (TaskGroup group : job.taskGroups()) {
                shared.taskGroup(same(shared.taskGroup(), group.name()));
            }
        }
        Evaluation evaluation = tables.evaluations.get(allocation.evalId());
        if (evaluation != null) {
            shared.evalId(evaluation.id());
        }
        Deployment deployment = tables.deployments.get(allocation.deploymentId());
        if (deployment != null) {
            shared.deploymentId(deployment.id());
        }
        return shared.build();
    }

    private static String same(String text, String known) {
        return text.equals(known) ? known : text;
    }
}
