package dev.drover.state.event;

import dev.drover.model.acl.ACLPolicy;
import dev.drover.model.acl.ACLRole;
import dev.drover.model.acl.ACLToken;
import dev.drover.model.acl.ACLTokenBuilder;
import dev.drover.model.acl.Secret;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.deployment.Deployment;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.job.Job;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeBuilder;
import dev.drover.model.node.NodePool;
import dev.drover.model.volume.CSIVolume;
import dev.drover.model.volume.CSIVolumeBuilder;
import dev.drover.model.wire.Absent;
import dev.drover.model.wire.Wire;
import java.util.Map;

/** What events carry: the record after the change, or as it was last when it went away. */
public final class Payloads {
    private Payloads() {}

    public record OfJob(
            @Wire("Job") Job job,

            @Wire(value = "Deleted", absent = Absent.OMITTED)
            boolean deleted) {}

    public record OfEvaluation(@Wire("Evaluation") Evaluation evaluation) {}

    /** The allocation without its job, which a subscriber of jobs has seen already. */
    public record OfAllocation(@Wire("Allocation") Allocation allocation) {
        public OfAllocation {
            allocation = AllocationBuilder.builder(allocation).job(null).build();
        }
    }

    public record OfDeployment(@Wire("Deployment") Deployment deployment) {}

    /** The node without what it proves itself with. */
    public record OfNode(@Wire("Node") Node node) {
        public OfNode {
            node = NodeBuilder.builder(node).secretId("").build();
        }
    }

    public record OfNodePool(@Wire("NodePool") NodePool pool) {}

    /** The token without its secret. */
    public record OfAclToken(@Wire("ACLToken") ACLToken token) {
        public OfAclToken {
            token = ACLTokenBuilder.builder(token).secretId(Secret.NONE).build();
        }
    }

    public record OfAclPolicy(@Wire("ACLPolicy") ACLPolicy policy) {}

    public record OfAclRole(@Wire("ACLRole") ACLRole role) {}

    /** The volume without what opens it. */
    public record OfCsiVolume(@Wire("Volume") CSIVolume volume) {
        public OfCsiVolume {
            volume = CSIVolumeBuilder.builder(volume).secrets(Map.of()).build();
        }
    }
}
