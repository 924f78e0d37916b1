package dev.drover.scheduler.ranking;

import dev.drover.model.alloc.AllocationMetric;
import dev.drover.model.alloc.AllocationMetricBuilder;
import dev.drover.scheduler.room.Grant;
import dev.drover.scheduler.room.NodeRoom;
import java.util.List;

/** What came of looking for a node. */
public sealed interface Choice {
    AllocationMetric metric();

    /**
     * This node, with what the allocation gets there.
     *
     * @param number the inventory's number of the node
     */
    record Chosen(NodeRoom room, int number, Grant.Given grant, AllocationMetric metric) implements Choice {}

    /**
     * There is none; the metric says why.
     *
     * @param overQuota whether it is the quota of the namespace that no node can help with
     */
    record NoneFits(AllocationMetric metric, boolean overQuota) implements Choice {
        public NoneFits(AllocationMetric metric) {
            this(metric, false);
        }

        /** As it is when the quota has stood in the way, here or everywhere. */
        static NoneFits of(AllocationMetric metric, List<String> exhausted, boolean overQuota) {
            return exhausted.isEmpty()
                    ? new NoneFits(metric)
                    : new NoneFits(
                            AllocationMetricBuilder.builder(metric)
                                    .quotaExhausted(exhausted)
                                    .build(),
                            overQuota);
        }
    }
}
