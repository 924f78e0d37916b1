package dev.drover.state.event;

import dev.drover.model.wire.Wire;
import java.util.List;

/** The events of one command, as far as they were subscribed to. */
public record EventBatch(
        @Wire("Index") long index, @Wire("Events") List<Event> events) {
    public EventBatch {
        events = List.copyOf(events);
    }
}
