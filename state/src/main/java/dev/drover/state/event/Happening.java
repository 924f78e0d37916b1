package dev.drover.state.event;

import dev.drover.model.acl.ACLPolicy;
import dev.drover.model.acl.ACLRole;
import dev.drover.model.acl.ACLToken;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.deployment.Deployment;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.job.Job;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodePool;
import dev.drover.model.volume.CSIVolume;
import java.util.List;

/**
 * An event before anybody has asked for it: a record of the state, which costs a reference.
 *
 * @param value the record after the change, or as it was last
 * @param gone whether it went away
 */
record Happening(Topic topic, String key, String namespace, Object value, boolean gone) {
    static Happening of(Job job, boolean gone) {
        return new Happening(Topic.JOB, job.id(), job.namespace(), job, gone);
    }

    static Happening of(Evaluation evaluation) {
        return new Happening(Topic.EVALUATION, evaluation.id(), evaluation.namespace(), evaluation, false);
    }

    static Happening of(Allocation allocation) {
        return new Happening(Topic.ALLOCATION, allocation.id(), allocation.namespace(), allocation, false);
    }

    static Happening of(Deployment deployment) {
        return new Happening(Topic.DEPLOYMENT, deployment.id(), deployment.namespace(), deployment, false);
    }

    static Happening of(Node node, boolean gone) {
        return new Happening(Topic.NODE, node.id(), "", node, gone);
    }

    static Happening of(NodePool pool, boolean gone) {
        return new Happening(Topic.NODE_POOL, pool.name(), "", pool, gone);
    }

    static Happening of(CSIVolume volume, boolean gone) {
        return new Happening(Topic.CSI_VOLUME, volume.id(), volume.namespace(), volume, gone);
    }

    static Happening of(ACLToken token, boolean gone) {
        return new Happening(Topic.ACL_TOKEN, token.accessorId(), "", token, gone);
    }

    static Happening of(ACLPolicy policy, boolean gone) {
        return new Happening(Topic.ACL_POLICY, policy.name(), "", policy, gone);
    }

    static Happening of(ACLRole role, boolean gone) {
        return new Happening(Topic.ACL_ROLE, role.id(), "", role, gone);
    }

    List<String> filterKeys() {
        return switch (value) {
            case Evaluation evaluation -> List.of(evaluation.jobId(), evaluation.deploymentId());
            case Allocation allocation -> List.of(allocation.jobId(), allocation.deploymentId());
            case Deployment deployment -> List.of(deployment.jobId());
            case CSIVolume volume -> List.of(volume.id(), volume.name(), volume.pluginId());
            case ACLRole role -> List.of(role.name());
            default -> List.of();
        };
    }

    Event event(String type, long index) {
        return new Event(topic, type, key, namespace, filterKeys(), index, payload());
    }

    private Object payload() {
        return switch (value) {
            case Job job -> new Payloads.OfJob(job, gone);
            case Evaluation evaluation -> new Payloads.OfEvaluation(evaluation);
            case Allocation allocation -> new Payloads.OfAllocation(allocation);
            case Deployment deployment -> new Payloads.OfDeployment(deployment);
            case Node node -> new Payloads.OfNode(node);
            case NodePool pool -> new Payloads.OfNodePool(pool);
            case CSIVolume volume -> new Payloads.OfCsiVolume(volume);
            case ACLToken token -> new Payloads.OfAclToken(token);
            case ACLPolicy policy -> new Payloads.OfAclPolicy(policy);
            case ACLRole role -> new Payloads.OfAclRole(role);
            default -> throw new IllegalStateException("no payload for " + value.getClass());
        };
    }
}
