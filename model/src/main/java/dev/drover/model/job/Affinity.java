package dev.drover.model.job;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/** A condition that makes a node more (or, with negative weight, less) welcome. */
@RecordBuilder
public record Affinity(
        @Wire("LTarget") String leftTarget,
        @Wire("RTarget") String rightTarget,
        @Wire("Operand") String operand,
        @Wire("Weight") @Nullable Integer weight) {
    public Affinity {
        leftTarget = Defaults.text(leftTarget);
        rightTarget = Defaults.text(rightTarget);
        operand = Defaults.text(operand);
    }
}
