package dev.drover.client.store;

import dev.drover.driver.TaskExit;
import dev.drover.model.alloc.TaskState;
import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where the runner of a task stood.
 *
 * @param phase name of the runner's phase
 * @param handle what the driver needs to find the running task again; empty when nothing runs
 * @param exit how the running task ended, when that was seen but not dealt with yet
 * @param restarts how many restarts were counted since {@code windowStart}
 * @param nextStart when a task that waits for its restart is to start
 */
public record StoredTask(
        @Wire("Phase") String phase,
        @Wire("State") @Nullable TaskState state,
        @Wire("Handle") String handle,
        @Wire("Exit") @Nullable StoredExit exit,
        @Wire("WindowStart") @Nullable Instant windowStart,
        @Wire("Restarts") int restarts,
        @Wire("NextStart") @Nullable Instant nextStart) {
    public StoredTask {
        phase = Defaults.text(phase);
        handle = Defaults.text(handle);
    }

    /** The end of a task. */
    public record StoredExit(
            @Wire("ExitCode") int exitCode,
            @Wire("Signal") int signal,
            @Wire("OutOfMemory") boolean outOfMemory,
            @Wire("Error") String error) {
        public StoredExit {
            error = Defaults.text(error);
        }

        /** The form that is kept. */
        public static StoredExit of(TaskExit exit) {
            return new StoredExit(exit.exitCode(), exit.signal(), exit.outOfMemory(), exit.error());
        }

        /** As the driver said it. */
        public TaskExit exit() {
            return new TaskExit(exitCode, signal, outOfMemory, error);
        }
    }
}
