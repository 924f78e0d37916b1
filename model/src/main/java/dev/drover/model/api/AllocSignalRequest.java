package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** Body of a request: alloc signal. */
@RecordBuilder
public record AllocSignalRequest(
        @Wire("Task") String task,
        @Wire("Signal") String signal,
        @Wire("AllocID") String allocId) {
    public AllocSignalRequest {
        task = Defaults.text(task);
        signal = Defaults.text(signal);
        allocId = Defaults.text(allocId);
    }
}
