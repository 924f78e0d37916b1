package dev.drover.model.job;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a failed allocation is replaced on another node. */
@RecordBuilder
public record ReschedulePolicy(
        @Wire("Attempts") @Nullable Integer attempts,
        @Wire("Interval") @Nullable Duration interval,
        @Wire("Delay") @Nullable Duration delay,
        @Wire("DelayFunction") String delayFunction,
        @Wire("MaxDelay") @Nullable Duration maxDelay,
        @Wire("Unlimited") @Nullable Boolean unlimited) {
    public ReschedulePolicy {
        delayFunction = Defaults.text(delayFunction);
    }
}
