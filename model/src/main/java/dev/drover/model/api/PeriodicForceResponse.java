package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** Answer to periodic force. */
@RecordBuilder
public record PeriodicForceResponse(
        @Wire("EvalID") String evalId,
        @Wire("EvalCreateIndex") long evalCreateIndex,
        @Wire("Index") long index) {
    public PeriodicForceResponse {
        evalId = Defaults.text(evalId);
    }
}
