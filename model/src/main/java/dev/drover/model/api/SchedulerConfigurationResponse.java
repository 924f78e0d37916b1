package dev.drover.model.api;

import dev.drover.model.operator.SchedulerConfiguration;
import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Answer to scheduler configuration. */
@RecordBuilder
public record SchedulerConfigurationResponse(
        @Wire("SchedulerConfig") @Nullable SchedulerConfiguration schedulerConfig,
        @Wire("LastContact") Duration lastContact,
        @Wire("KnownLeader") boolean knownLeader,
        @Wire("NextToken") String nextToken,
        @Wire("Index") long index) {
    public SchedulerConfigurationResponse {
        lastContact = Defaults.duration(lastContact);
        nextToken = Defaults.text(nextToken);
    }
}
