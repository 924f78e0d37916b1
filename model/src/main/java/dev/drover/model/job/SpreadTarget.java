package dev.drover.model.job;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** The share of allocations, in percent, that shall go to a value of the attribute. */
@RecordBuilder
public record SpreadTarget(
        @Wire("Value") String value, @Wire("Percent") int percent) {
    public SpreadTarget {
        value = Defaults.text(value);
    }
}
