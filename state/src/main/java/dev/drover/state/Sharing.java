package dev.drover.state;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.deployment.Deployment;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.job.Job;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.node.Node;
import dev.drover.state.packed.Packing;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Lets an allocation use the very texts of the records that it refers to, and holds in packed form what only differs in numbers
 * from many others. A million allocations name a few thousand nodes, jobs and evaluations; each copy of such a name would cost some 80
 * bytes. One command mostly goes on with the job, evaluation and deployment that it began with, so the last ones are kept at hand.
 */
final class Sharing {
    private final Tables tables;
    private final Packing packing;
    private JobId lastJob = new JobId("", "");
    private String lastEvaluation = "";
    private String lastDeployment = "";

    private Sharing(Tables tables, Function<UnaryOperator<String>, Packing> packing) {
        this.tables = tables;
        this.packing = packing.apply(id -> nodeId(tables, id));
    }

    /** For one command; looks records up in tables that may change meanwhile. */
    static Sharing ofCommand(Tables tables) {
        return new Sharing(tables, Packing::new);
    }

    /** For all allocations of a snapshot, whose other records are in the tables by then. */
    static Sharing ofSnapshot(Tables tables) {
        return new Sharing(tables, Packing::ofSnapshot);
    }

    Allocation share(Allocation allocation) {
        return share(AllocationBuilder.builder(allocation)).build();
    }

    AllocationBuilder share(AllocationBuilder shared) {
        Node node = tables.nodes.get(shared.nodeId());
        if (node != null) {
            shared.nodeId(node.id()).nodeName(same(shared.nodeName(), node.name()));
        }
        Job job = shared.job();
        if (job != null) {
            shared.jobId(same(shared.jobId(), job.id())).namespace(same(shared.namespace(), job.namespace()));
            for (TaskGroup group : job.taskGroups()) {
                shared.taskGroup(same(shared.taskGroup(), group.name()));
            }
        }
        return shared.evalId(evaluationId(shared.evalId()))
                .deploymentId(deploymentId(shared.deploymentId()))
                .allocatedResources(packing.resources(shared.allocatedResources()))
                .metrics(packing.metrics(shared.metrics(), shared.nodeId()))
                .taskStates(packing.taskStates(shared.taskStates()))
                .clientDescription(packing.text(shared.clientDescription()))
                .desiredDescription(packing.text(shared.desiredDescription()));
    }

    Packing packing() {
        return packing;
    }

    JobId jobOf(Allocation allocation) {
        if (!allocation.jobId().equals(lastJob.id()) || !allocation.namespace().equals(lastJob.namespace())) {
            lastJob = Draft.jobOf(allocation);
        }
        return lastJob;
    }

    private String evaluationId(String id) {
        if (!id.equals(lastEvaluation)) {
            Evaluation evaluation = tables.evaluations.get(id);
            lastEvaluation = evaluation == null ? id : evaluation.id();
        }
        return lastEvaluation;
    }

    private String deploymentId(String id) {
        if (!id.equals(lastDeployment)) {
            Deployment deployment = tables.deployments.get(id);
            lastDeployment = deployment == null ? id : deployment.id();
        }
        return lastDeployment;
    }

    private static String nodeId(Tables tables, String id) {
        Node node = tables.nodes.get(id);
        return node == null ? id : node.id();
    }

    private static String same(String text, String known) {
        return text.equals(known) ? known : text;
    }
}
