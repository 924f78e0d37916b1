package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** Whether a task runs by its schedule. */
@RecordBuilder
public record AllocGetPauseResponse(@Wire("ScheduleState") String scheduleState) {
    public AllocGetPauseResponse {
        scheduleState = Defaults.text(scheduleState);
    }
}
