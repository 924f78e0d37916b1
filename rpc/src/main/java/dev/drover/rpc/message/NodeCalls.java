package dev.drover.rpc.message;

import dev.drover.model.acl.Secret;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.job.Job;
import dev.drover.model.node.DrainSpec;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeEvent;
import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import dev.drover.rpc.Call;
import java.util.List;

/** What a node asks of the servers. Any server takes these calls; what only the leader may do is passed on to it. */
public final class NodeCalls {
    public static final Call<Register, Heartbeat> REGISTER =
            new Call<>("Node.Register", Register.class, Heartbeat.class);
    public static final Call<Beat, Heartbeat> HEARTBEAT = new Call<>("Node.Heartbeat", Beat.class, Heartbeat.class);
    public static final Call<AwaitWork, Work> AWAIT_WORK = new Call<>("Node.AwaitWork", AwaitWork.class, Work.class);
    public static final Call<Reports, Done> REPORT = new Call<>("Node.Report", Reports.class, Done.class);
    public static final Call<Events, Done> EMIT_EVENTS = new Call<>("Node.EmitEvents", Events.class, Done.class);

    public static final Call<Drain, Done> DRAIN = new Call<>("Node.Drain", Drain.class, Done.class);

    private NodeCalls() {}

    /**
     * The node as it describes itself, with its secret.
     *
     * @param introduction token by which an operator introduces it; empty for none
     * @param identity token that the servers gave it before; empty for none
     * @param wantsIdentity whether it asks for a new one
     */
    public record Register(
            @Wire("Node") Node node,
            @Wire("Introduction") Secret introduction,
            @Wire("Identity") Secret identity,
            @Wire("WantsIdentity") boolean wantsIdentity) {
        public Register {
            introduction = Defaults.value(introduction, Secret.NONE).shown();
            identity = Defaults.value(identity, Secret.NONE).shown();
        }

        /** With nothing but its secret. */
        public Register(Node node) {
            this(node, Secret.NONE, Secret.NONE, false);
        }
    }

    /**
     * The node lives.
     *
     * @param wantsIdentity whether it asks for a new identity
     */
    public record Beat(
            @Wire("NodeID") String nodeId,
            @Wire("SecretID") String secretId,
            @Wire("WantsIdentity") boolean wantsIdentity) {
        public Beat {
            nodeId = Defaults.text(nodeId);
            secretId = Defaults.text(secretId);
        }

        /** With no wishes. */
        public Beat(String nodeId, String secretId) {
            this(nodeId, secretId, false);
        }
    }

    /**
     * Taken note of.
     *
     * @param ttlMillis within which the next heartbeat is expected
     * @param servers RPC addresses of all servers of the region, for when this one is lost
     * @param identity the node's new one; empty when there is none
     */
    public record Heartbeat(
            @Wire("TTLMillis") long ttlMillis,
            @Wire("Servers") List<String> servers,
            @Wire("Identity") Secret identity) {
        public Heartbeat {
            servers = Defaults.list(servers);
            identity = Defaults.value(identity, Secret.NONE).shown();
        }

        /** With no new identity. */
        public Heartbeat(long ttlMillis, List<String> servers) {
            this(ttlMillis, servers, Secret.NONE);
        }
    }

    /**
     * Waits for a change of the node's allocations.
     *
     * @param afterIndex answers at once when 0 or when there was a change after it
     * @param counts how many allocations there are is enough for the node to see that it knows them all
     */
    public record AwaitWork(
            @Wire("NodeID") String nodeId,
            @Wire("SecretID") String secretId,
            @Wire("AfterIndex") long afterIndex,
            @Wire("MaxWaitMillis") long maxWaitMillis,
            @Wire("Counts") boolean counts) {
        public AwaitWork {
            nodeId = Defaults.text(nodeId);
            secretId = Defaults.text(secretId);
        }
    }

    /**
     * What the node is to run.
     *
     * @param index to wait after
     * @param allocationIds all allocations of the node; left out when no allocation was forgotten after the index that was asked for and a
     *     count is enough
     * @param changed those changed after the index that was asked for, by the version of their job
     * @param count of all allocations of the node
     */
    public record Work(
            @Wire("Index") long index,
            @Wire("AllocationIDs") List<String> allocationIds,
            @Wire("Changed") List<JobWork> changed,
            @Wire("Count") int count) {
        public Work {
            allocationIds = Defaults.list(allocationIds);
            changed = Defaults.list(changed);
        }

        /** Whether what the node knows stays, but for what changed. */
        public boolean adds() {
            return allocationIds.isEmpty() && count > 0;
        }
    }

    /** Allocations of one version of a job; they come without it, so that it travels once. */
    public record JobWork(
            @Wire("Job") Job job, @Wire("Allocations") List<Allocation> allocations) {
        public JobWork {
            allocations = Defaults.list(allocations);
        }
    }

    /** Client status, task states and deployment health of allocations. */
    public record Reports(
            @Wire("NodeID") String nodeId,
            @Wire("SecretID") String secretId,
            @Wire("Allocations") List<Allocation> allocations) {
        public Reports {
            nodeId = Defaults.text(nodeId);
            secretId = Defaults.text(secretId);
            allocations = Defaults.list(allocations);
        }
    }

    /** Events of the node. */
    public record Events(
            @Wire("NodeID") String nodeId,
            @Wire("SecretID") String secretId,
            @Wire("Events") List<NodeEvent> events) {
        public Events {
            nodeId = Defaults.text(nodeId);
            secretId = Defaults.text(secretId);
            events = Defaults.list(events);
        }
    }

    /** The node is to be emptied, since it is about to leave. */
    public record Drain(
            @Wire("NodeID") String nodeId,
            @Wire("SecretID") String secretId,
            @Wire("DrainSpec") DrainSpec spec) {
        public Drain {
            nodeId = Defaults.text(nodeId);
            secretId = Defaults.text(secretId);
        }
    }

    /** Done, with nothing to tell. */
    public record Done() {}
}
