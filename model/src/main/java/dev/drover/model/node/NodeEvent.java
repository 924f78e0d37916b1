package dev.drover.model.node;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Map;

/** One thing that happened to a node. */
@RecordBuilder
public record NodeEvent(
        @Wire("Message") String message,
        @Wire("Subsystem") String subsystem,
        @Wire("Details") Map<String, String> details,
        @Wire("Timestamp") Instant timestamp,
        @Wire("CreateIndex") long createIndex) {
    public NodeEvent {
        message = Defaults.text(message);
        subsystem = Defaults.text(subsystem);
        details = Defaults.map(details);
        timestamp = Defaults.time(timestamp);
    }
}
