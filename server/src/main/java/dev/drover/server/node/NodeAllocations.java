package dev.drover.server.node;

import dev.drover.model.alloc.Allocation;
import java.util.List;

/**
 * What the servers want of a node.
 *
 * @param index to wait after next time, at least 1
 * @param forgottenAt at which index any allocation of any node was last forgotten
 * @param allocations all allocations of the node that are not forgotten yet, with their jobs
 */
public record NodeAllocations(long index, long forgottenAt, List<Allocation> allocations) {
    public NodeAllocations {
        allocations = List.copyOf(allocations);
    }
}
