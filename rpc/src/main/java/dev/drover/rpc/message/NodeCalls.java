package dev.drover.rpc.message;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.job.Job;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeEvent;
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

    private NodeCalls() {}

    /** The node as it describes itself, with its secret. */
    public record Register(Node node) {}

    /** The node lives. */
    public record Beat(String nodeId, String secretId) {}

    /**
     * Taken note of.
     *
     * @param ttlMillis within which the next heartbeat is expected
     * @param servers RPC addresses of all servers of the region, for when this one is lost
     */
    public record Heartbeat(long ttlMillis, List<String> servers) {}

    /**
     * Waits for a change of the node's allocations.
     *
     * @param afterIndex answers at once when 0 or when there was a change after it
     */
    public record AwaitWork(String nodeId, String secretId, long afterIndex, long maxWaitMillis) {}

    /**
     * What the node is to run.
     *
     * @param index to wait after
     * @param allocationIds all allocations of the node
     * @param changed those changed after the index that was asked for, by the version of their job
     */
    public record Work(long index, List<String> allocationIds, List<JobWork> changed) {}

    /** Allocations of one version of a job; they come without it, so that it travels once. */
    public record JobWork(Job job, List<Allocation> allocations) {}

    /** Client status, task states and deployment health of allocations. */
    public record Reports(String nodeId, String secretId, List<Allocation> allocations) {}

    /** Events of the node. */
    public record Events(String nodeId, String secretId, List<NodeEvent> events) {}

    /** Done, with nothing to tell. */
    public record Done() {}
}
