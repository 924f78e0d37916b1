package dev.drover.model.job;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** A condition that a node must fulfil. */
@RecordBuilder
public record Constraint(
        @Wire("LTarget") String leftTarget,
        @Wire("RTarget") String rightTarget,
        @Wire("Operand") String operand) {
    public Constraint {
        leftTarget = Defaults.text(leftTarget);
        rightTarget = Defaults.text(rightTarget);
        operand = Defaults.text(operand);
    }
}
