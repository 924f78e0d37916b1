package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** Answer to job dispatch. */
@RecordBuilder
public record JobDispatchResponse(
        @Wire("DispatchedJobID") String dispatchedJobId,
        @Wire("EvalID") String evalId,
        @Wire("EvalCreateIndex") long evalCreateIndex,
        @Wire("JobCreateIndex") long jobCreateIndex,
        @Wire("Index") long index) {
    public JobDispatchResponse {
        dispatchedJobId = Defaults.text(dispatchedJobId);
        evalId = Defaults.text(evalId);
    }
}
