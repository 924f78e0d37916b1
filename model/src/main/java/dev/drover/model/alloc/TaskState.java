package dev.drover.model.alloc;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a node reports of one task. */
@RecordBuilder
public record TaskState(
        @Wire("State") TaskRunState state,
        @Wire("Failed") boolean failed,
        @Wire("Restarts") long restarts,
        @Wire("LastRestart") @Nullable Instant lastRestart,
        @Wire("StartedAt") @Nullable Instant startedAt,
        @Wire("FinishedAt") @Nullable Instant finishedAt,
        @Wire("Events") List<TaskEvent> events,
        @Wire("Paused") String paused) {
    public TaskState {
        state = Defaults.value(state, TaskRunState.PENDING);
        events = Defaults.list(events);
        paused = Defaults.text(paused);
    }
}
