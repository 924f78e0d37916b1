package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * Overrides the schedule of a task.
 *
 * @param scheduleState {@code pause}, {@code run} or {@code scheduled}
 */
@RecordBuilder
public record AllocPauseRequest(
        @Wire("Task") String task,
        @Wire("ScheduleState") String scheduleState,
        @Wire("AllocID") String allocId) {
    public AllocPauseRequest {
        task = Defaults.text(task);
        scheduleState = Defaults.text(scheduleState);
        allocId = Defaults.text(allocId);
    }
}
