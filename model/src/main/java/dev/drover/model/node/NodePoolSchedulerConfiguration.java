package dev.drover.model.node;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** The node pool scheduler configuration of the wire. */
@RecordBuilder
public record NodePoolSchedulerConfiguration(
        @Wire("SchedulerAlgorithm") String schedulerAlgorithm,
        @Wire("MemoryOversubscriptionEnabled") boolean memoryOversubscriptionEnabled) {
    public NodePoolSchedulerConfiguration {
        schedulerAlgorithm = Defaults.text(schedulerAlgorithm);
    }
}
