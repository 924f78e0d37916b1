package dev.drover.model.job;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How allocations leave a draining node. */
@RecordBuilder
public record MigrateStrategy(
        @Wire("MaxParallel") @Nullable Integer maxParallel,
        @Wire("HealthCheck") String healthCheck,
        @Wire("MinHealthyTime") @Nullable Duration minHealthyTime,
        @Wire("HealthyDeadline") @Nullable Duration healthyDeadline) {
    public MigrateStrategy {
        healthCheck = Defaults.text(healthCheck);
    }
}
