package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.OmitEmpty;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/** The stat value of the wire. */
@OmitEmpty
@RecordBuilder
public record StatValue(
        @Wire("FloatNumeratorVal") @Nullable Double floatNumeratorVal,
        @Wire("FloatDenominatorVal") @Nullable Double floatDenominatorVal,
        @Wire("IntNumeratorVal") @Nullable Long intNumeratorVal,
        @Wire("IntDenominatorVal") @Nullable Long intDenominatorVal,
        @Wire("StringVal") String stringVal,
        @Wire("BoolVal") @Nullable Boolean boolVal,
        @Wire("Unit") String unit,
        @Wire("Desc") String desc) {
    public StatValue {
        stringVal = Defaults.text(stringVal);
        unit = Defaults.text(unit);
        desc = Defaults.text(desc);
    }
}
