package dev.drover.client.task;

import dev.drover.model.alloc.TaskEvent;
import dev.drover.model.alloc.TaskState;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** State and newest events of one task. All changes go through {@link #become} and {@link #event}; each tells the listener afterwards. */
public final class TaskStatus {
    /** How many events are kept of a task. */
    private static final int EVENTS_KEPT = 10;

    private static final System.Logger LOGGER = System.getLogger(TaskStatus.class.getName());

    private final String key;
    private final InstantSource clock;
    private final Runnable listener;
    private final Deque<TaskEvent> events = new ArrayDeque<>();

    private TaskPhase phase = TaskPhase.WAITING;
    private boolean failed;
    private long restarts;
    private @Nullable Instant lastRestart;
    private @Nullable Instant startedAt;
    private @Nullable Instant finishedAt;

    TaskStatus(String key, InstantSource clock, Runnable listener) {
        this.key = key;
        this.clock = clock;
        this.listener = listener;
    }

    /** Goes on from what an earlier process of the agent had seen. */
    synchronized void restore(TaskPhase earlier, TaskState state) {
        phase = earlier;
        failed = state.failed();
        restarts = state.restarts();
        lastRestart = state.lastRestart();
        startedAt = state.startedAt();
        finishedAt = state.finishedAt();
        events.addAll(state.events());
    }

    /** Moves on. The events that explain the change are kept with it, so that nobody sees the one without the other. */
    void become(TaskPhase next, String reason, TaskEvent... causes) {
        synchronized (this) {
            if (!phase.mayBecome(next)) {
                throw new IllegalStateException("task " + key + " cannot go from " + phase + " to " + next);
            }
            LOGGER.log(Level.DEBUG, "task {0}: {1} -> {2}: {3}", key, phase, next, reason);
            List.of(causes).forEach(this::keep);
            phase = next;
            Instant now = clock.instant();
            switch (next) {
                case RUNNING -> startedAt = now;
                case BACKING_OFF -> {
                    restarts++;
                    lastRestart = now;
                }
                case DEAD -> finishedAt = now;
                case WAITING, PREPARING, STARTING -> {}
            }
        }
        listener.run();
    }

    synchronized void markFailed() {
        failed = true;
    }

    /** Tells what happened to the task without moving it. */
    public void event(TaskEvent event) {
        synchronized (this) {
            keep(event);
        }
        listener.run();
    }

    private void keep(TaskEvent event) {
        events.addLast(event);
        failed |= event.failsTask();
        if (events.size() > EVENTS_KEPT) {
            events.removeFirst();
        }
    }

    synchronized TaskPhase phase() {
        return phase;
    }

    public synchronized boolean isDead() {
        return phase == TaskPhase.DEAD;
    }

    public synchronized boolean isRunning() {
        return phase == TaskPhase.RUNNING;
    }

    public synchronized boolean hasFailed() {
        return failed;
    }

    /** True once it has run, even when it has ended since. */
    public synchronized boolean hasStarted() {
        return startedAt != null;
    }

    public synchronized TaskState wire() {
        return new TaskState(
                phase.wire(), failed, restarts, lastRestart, startedAt, finishedAt, List.copyOf(events), "");
    }
}
