package dev.drover.model.node;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Map;

/** The drain metadata of the wire. */
@RecordBuilder
public record DrainMetadata(
        @Wire("StartedAt") Instant startedAt,
        @Wire("UpdatedAt") Instant updatedAt,
        @Wire("Status") String status,
        @Wire("AccessorID") String accessorId,
        @Wire("Meta") Map<String, String> meta) {
    public DrainMetadata {
        startedAt = Defaults.time(startedAt);
        updatedAt = Defaults.time(updatedAt);
        status = Defaults.text(status);
        accessorId = Defaults.text(accessorId);
        meta = Defaults.map(meta);
    }
}
