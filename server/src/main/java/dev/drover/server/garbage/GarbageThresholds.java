package dev.drover.server.garbage;

import java.time.Duration;

/** How old what is over has to be before it is forgotten, and how often that is looked at. */
public record GarbageThresholds(
        Duration interval,
        Duration evaluation,
        Duration batchEvaluation,
        Duration job,
        Duration node,
        Duration deployment) {
    public static GarbageThresholds usual() {
        return new GarbageThresholds(
                Duration.ofMinutes(5),
                Duration.ofHours(1),
                Duration.ofHours(24),
                Duration.ofHours(4),
                Duration.ofHours(24),
                Duration.ofHours(1));
    }

    /** Everything that is over goes now. */
    public GarbageThresholds none() {
        return new GarbageThresholds(
                interval, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
    }
}
