package dev.drover.client.task;

import dev.drover.client.store.LocalStore;
import dev.drover.client.store.StoredTask;
import dev.drover.client.store.StoredTask.StoredExit;
import dev.drover.driver.TaskExit;
import dev.drover.model.alloc.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One task in the local store: what the next process of the agent must know to go on with it. */
public final class TaskJournal {
    private final LocalStore store;
    private final String allocationId;
    private final String task;
    private final @Nullable StoredTask earlier;

    private String handle = "";
    private @Nullable StoredExit exit;
    private @Nullable Instant nextStart;

    /**
     * A journal of a task.
     *
     * @param earlier what an earlier process has written, when there was one
     */
    public TaskJournal(LocalStore store, String allocationId, String task, Optional<StoredTask> earlier) {
        this.store = store;
        this.allocationId = allocationId;
        this.task = task;
        this.earlier = earlier.orElse(null);
    }

    /** Has status and counts begin where the earlier process ended; false when there was none. */
    synchronized boolean restore(TaskStatus status, RestartTracker restarts) {
        StoredTask kept = earlier;
        TaskState state = kept == null ? null : kept.state();
        if (kept == null || state == null) {
            return false;
        }
        handle = kept.handle();
        exit = kept.exit();
        nextStart = kept.nextStart();
        restarts.restore(new RestartTracker.Count(kept.windowStart(), kept.restarts()));
        TaskPhase phase = TaskPhase.valueOf(kept.phase());
        // Whether the start came to pass is not known: it is done again, and what it left goes.
        status.restore(phase == TaskPhase.STARTING ? TaskPhase.PREPARING : phase, state);
        return true;
    }

    synchronized String handle() {
        return handle;
    }

    synchronized Optional<TaskExit> exit() {
        StoredExit known = exit;
        return known == null ? Optional.empty() : Optional.of(known.exit());
    }

    synchronized Duration untilNextStart(InstantSource clock) {
        Duration left = nextStart == null ? Duration.ZERO : Duration.between(clock.instant(), nextStart);
        return left.isNegative() ? Duration.ZERO : left;
    }

    synchronized void started(String recoveryState) {
        handle = recoveryState;
        exit = null;
        nextStart = null;
    }

    synchronized void nextStart(Instant when) {
        nextStart = when;
    }

    /** Returns when the exit cannot be lost any more. */
    void ended(TaskExit how, TaskStatus status, RestartTracker restarts) {
        synchronized (this) {
            exit = StoredExit.of(how);
        }
        save(status, restarts);
        store.flush();
    }

    /** A task that runs is told to nobody before its handle is kept. */
    void save(TaskStatus status, RestartTracker restarts) {
        TaskPhase phase;
        synchronized (this) {
            phase = status.phase();
            RestartTracker.Count count = restarts.counted();
            store.putTask(
                    allocationId,
                    task,
                    new StoredTask(
                            phase.name(),
                            status.wire(),
                            phase == TaskPhase.RUNNING ? handle : "",
                            phase == TaskPhase.RUNNING ? exit : null,
                            count.windowStart(),
                            count.restarts(),
                            nextStart));
        }
        if (phase == TaskPhase.RUNNING) {
            store.flush();
        }
    }
}
