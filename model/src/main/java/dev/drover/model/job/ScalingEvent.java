package dev.drover.model.job;

import dev.drover.model.wire.Absent;
import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A change of a group's count, or a note of whoever decides on such changes. */
@RecordBuilder
public record ScalingEvent(
        @Wire("Count") @Nullable Long count,
        @Wire("PreviousCount") long previousCount,
        @Wire("Error") boolean error,
        @Wire("Message") String message,
        @Wire("Meta") Map<String, Object> meta,

        @Wire(value = "EvalID", absent = Absent.OMITTED) @Nullable
        String evalId,

        @Wire("Time") long time,
        @Wire("CreateIndex") long createIndex) {
    public ScalingEvent {
        message = Defaults.text(message);
        meta = Defaults.map(meta);
    }
}
