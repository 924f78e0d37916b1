package dev.drover.model.node;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/** What a node pool wants scheduled otherwise than the rest of the cluster; what it leaves empty or null is as everywhere. */
@RecordBuilder
public record NodePoolSchedulerConfiguration(
        @Wire("SchedulerAlgorithm") String schedulerAlgorithm,
        @Wire("MemoryOversubscriptionEnabled") @Nullable Boolean memoryOversubscriptionEnabled) {
    public NodePoolSchedulerConfiguration {
        schedulerAlgorithm = Defaults.text(schedulerAlgorithm);
    }
}
