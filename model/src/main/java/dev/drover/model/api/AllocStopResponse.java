package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** Answer to alloc stop. */
@RecordBuilder
public record AllocStopResponse(
        @Wire("EvalID") String evalId, @Wire("Index") long index) {
    public AllocStopResponse {
        evalId = Defaults.text(evalId);
    }
}
