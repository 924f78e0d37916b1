package dev.drover.model.job;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** The spread target of the wire. */
@RecordBuilder
public record SpreadTarget(
        @Wire("Value") String value, @Wire("Percent") int percent) {
    public SpreadTarget {
        value = Defaults.text(value);
    }
}
