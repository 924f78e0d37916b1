package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;

/** The stat object of the wire. */
@RecordBuilder
public record StatObject(
        @Wire("Nested") Map<String, StatObject> nested,
        @Wire("Attributes") Map<String, StatValue> attributes) {
    public StatObject {
        nested = Defaults.map(nested);
        attributes = Defaults.map(attributes);
    }
}
