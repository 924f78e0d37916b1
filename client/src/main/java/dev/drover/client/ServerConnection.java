package dev.drover.client;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.node.DrainSpec;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeEvent;
import dev.drover.rpc.message.IdentityCalls.Token;
import dev.drover.rpc.message.IdentityCalls.Wanted;
import java.time.Duration;
import java.util.List;

/**
 * The servers as a node sees them. Every call may be repeated. An implementation throws an unchecked exception when no server can be
 * reached or it refuses; the node then tries again later. What has to be told apart are
 * {@link dev.drover.client.servers.UnreachableServersException} and {@link dev.drover.rpc.RemoteException} with status 404, after
 * which the node has to register anew.
 */
public interface ServerConnection {
    /**
     * Makes the node known or replaces what is known of it.
     *
     * @return time within which the next heartbeat is expected
     */
    Duration register(Node node);

    /**
     * Says that the node lives.
     *
     * @return time within which the next heartbeat is expected
     */
    Duration heartbeat(String nodeId);

    /**
     * Waits until the allocations of the node have changed after an index, or the time is over.
     *
     * @return all allocations of the node with their jobs, and the index to wait after
     */
    NodeAllocations awaitAllocations(String nodeId, long afterIndex, Duration maxWait) throws InterruptedException;

    /** Reports client status, task states and deployment health; other fields but the ids are not meant. */
    void updateAllocations(List<Allocation> allocations);

    void emitNodeEvents(String nodeId, List<NodeEvent> events);

    /**
     * Has tokens signed for tasks of the node.
     *
     * @return a token for each that is wanted, in the same order
     */
    List<Token> signIdentities(String nodeId, List<Wanted> wanted) throws InterruptedException;

    /** Has what runs on the node moved elsewhere, since the node is about to leave. It takes no more work until an operator says so. */
    void drain(String nodeId, DrainSpec spec);
}
