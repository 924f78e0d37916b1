package dev.drover.model.alloc;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** The reschedule tracker of the wire. */
@RecordBuilder
public record RescheduleTracker(
        @Wire("Events") List<RescheduleEvent> events,
        @Wire("LastReschedule") String lastReschedule) {
    public RescheduleTracker {
        events = Defaults.list(events);
        lastReschedule = Defaults.text(lastReschedule);
    }
}
