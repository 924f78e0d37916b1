package dev.drover.scheduler.room;

import dev.drover.model.alloc.AllocatedDeviceResource;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** What came of looking for cores and devices for the tasks of one allocation. */
sealed interface Hardware {
    /**
     * These.
     *
     * @param cores ids of cores by task
     * @param devices devices by task
     * @param welcome how well the devices answer the affinities of their requests, -1 to 1; empty when there are none
     */
    record Found(
            Map<String, List<Integer>> cores,
            Map<String, List<AllocatedDeviceResource>> devices,
            OptionalDouble welcome)
            implements Hardware {}

    record Lacking(Shortfall shortfall) implements Hardware {}
}
