package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** Body of a request: allocation restart. */
@RecordBuilder
public record AllocationRestartRequest(
        @Wire("TaskName") String taskName,
        @Wire("AllTasks") boolean allTasks,
        @Wire("AllocID") String allocId) {
    public AllocationRestartRequest {
        taskName = Defaults.text(taskName);
        allocId = Defaults.text(allocId);
    }
}
