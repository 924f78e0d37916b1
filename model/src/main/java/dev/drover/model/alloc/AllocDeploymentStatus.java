package dev.drover.model.alloc;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The alloc deployment status of the wire. */
@RecordBuilder
public record AllocDeploymentStatus(
        @Wire("Healthy") @Nullable Boolean healthy,
        @Wire("Timestamp") Instant timestamp,
        @Wire("Canary") boolean canary,
        @Wire("ModifyIndex") long modifyIndex) {
    public AllocDeploymentStatus {
        timestamp = Defaults.time(timestamp);
    }
}
