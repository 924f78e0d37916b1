package dev.drover.scheduler.room;

import dev.drover.model.node.Node;
import dev.drover.state.usage.AllocationUse;
import dev.drover.state.usage.NodeUsage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node with what is used of it in the plan that is being made: starts as the snapshot says and follows every placement and stop.
 * Belongs to one evaluation and one thread.
 */
public final class NodeRoom {
    private final Node node;
    private final Capacity capacity;
    private NodeUsage usage;
    private @Nullable List<HostAddress> addresses;

    public NodeRoom(Node node, NodeUsage usage) {
        this(node, Capacity.of(node), usage);
    }

    /** For who knows the node's capacity already. */
    public NodeRoom(Node node, Capacity capacity, NodeUsage usage) {
        this.node = node;
        this.capacity = capacity;
        this.usage = usage;
    }

    public Node node() {
        return node;
    }

    public Capacity capacity() {
        return capacity;
    }

    public NodeUsage usage() {
        return usage;
    }

    public void take(AllocationUse use) {
        usage = usage.plus(use);
    }

    public void release(AllocationUse use) {
        usage = usage.minus(use);
    }

    /** Read at first need, since most groups ask for no port. */
    List<HostAddress> addresses() {
        List<HostAddress> known = addresses;
        if (known == null) {
            known = HostAddress.of(node);
            addresses = known;
        }
        return known;
    }
}
