package dev.drover.model.node;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.time.Instant;

/** The drain strategy of the wire. */
@RecordBuilder
public record DrainStrategy(
        @Wire("Deadline") Duration deadline,
        @Wire("IgnoreSystemJobs") boolean ignoreSystemJobs,
        @Wire("ForceDeadline") Instant forceDeadline,
        @Wire("StartedAt") Instant startedAt) {
    public DrainStrategy {
        deadline = Defaults.duration(deadline);
        forceDeadline = Defaults.time(forceDeadline);
        startedAt = Defaults.time(startedAt);
    }
}
