package dev.drover.model.node;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/** The attribute of the wire. */
@RecordBuilder
public record DeviceAttribute(
        @Wire("Float") @Nullable Double floatValue,
        @Wire("Int") @Nullable Long intValue,
        @Wire("String") String stringValue,
        @Wire("Bool") @Nullable Boolean boolValue,
        @Wire("Unit") String unit) {
    public DeviceAttribute {
        stringValue = Defaults.text(stringValue);
        unit = Defaults.text(unit);
    }
}
