package dev.drover.model.alloc;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;

/** The alloc state of the wire. */
@RecordBuilder
public record AllocState(
        @Wire("Field") int field,
        @Wire("Value") String value,
        @Wire("Time") Instant time) {
    public AllocState {
        value = Defaults.text(value);
        time = Defaults.time(time);
    }
}
