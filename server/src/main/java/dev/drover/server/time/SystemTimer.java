package dev.drover.server.time;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One thread that sleeps until the next action is due. */
public final class SystemTimer implements Timer, AutoCloseable {
    private static final Logger LOG = System.getLogger(SystemTimer.class.getName());

    private final Clock clock;
    private final ScheduledThreadPoolExecutor executor;

    public SystemTimer(Clock clock) {
        this.clock = clock;
        this.executor = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("server-timer").factory());
        executor.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Alarm at(Instant time, Runnable action) {
        long delay = Math.max(0, Duration.between(clock.instant(), time).toNanos());
        ScheduledFuture<?> task = executor.schedule(() -> run(action), delay, TimeUnit.NANOSECONDS);
        return () -> task.cancel(false);
    }

    private static void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException failure) {
            LOG.log(Level.ERROR, "a timed action failed", failure);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
