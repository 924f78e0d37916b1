package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The device stats of the wire. */
@RecordBuilder
public record DeviceStats(
        @Wire("Summary") @Nullable StatValue summary,
        @Wire("Stats") @Nullable StatObject stats,
        @Wire("Timestamp") Instant timestamp) {
    public DeviceStats {
        timestamp = Defaults.time(timestamp);
    }
}
