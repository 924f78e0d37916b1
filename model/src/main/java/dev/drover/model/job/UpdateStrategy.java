package dev.drover.model.job;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a new job version replaces the old one. */
@RecordBuilder
public record UpdateStrategy(
        @Wire("Stagger") @Nullable Duration stagger,
        @Wire("MaxParallel") @Nullable Integer maxParallel,
        @Wire("HealthCheck") String healthCheck,
        @Wire("MinHealthyTime") @Nullable Duration minHealthyTime,
        @Wire("HealthyDeadline") @Nullable Duration healthyDeadline,
        @Wire("ProgressDeadline") @Nullable Duration progressDeadline,
        @Wire("Canary") @Nullable Integer canary,
        @Wire("AutoRevert") @Nullable Boolean autoRevert,
        @Wire("AutoPromote") @Nullable Boolean autoPromote) {
    public UpdateStrategy {
        healthCheck = Defaults.text(healthCheck);
    }
}
