package dev.drover.model.event;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * What one command did, as one line of the event stream.
 *
 * @param index of the command, to go on after
 */
@RecordBuilder
public record Events(
        @Wire("Index") long index, @Wire("Events") List<Event> events) {
    public Events {
        events = Defaults.list(events);
    }
}
