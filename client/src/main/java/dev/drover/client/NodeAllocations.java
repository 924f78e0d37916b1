package dev.drover.client;

import dev.drover.model.alloc.Allocation;
import java.util.List;

/** What the servers want of a node, as of an index. */
public record NodeAllocations(long index, List<Allocation> allocations) {
    public NodeAllocations {
        allocations = List.copyOf(allocations);
    }
}
