package dev.drover.scheduler.ranking;

import dev.drover.model.alloc.AllocationMetric;
import dev.drover.scheduler.room.Grant;
import dev.drover.scheduler.room.NodeRoom;

/** What came of looking for a node. */
public sealed interface Choice {
    AllocationMetric metric();

    /**
     * This node, with what the allocation gets there.
     *
     * @param number the inventory's number of the node
     */
    record Chosen(NodeRoom room, int number, Grant.Given grant, AllocationMetric metric) implements Choice {}

    /** There is none; the metric says why. */
    record NoneFits(AllocationMetric metric) implements Choice {}
}
