package dev.drover.driver;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Wakes those who follow a log when something was written, so that nobody polls. A log without followers costs its writer
 * one look into an empty map. Writers of another process cannot be heard here; followers of such a log wait with a limit.
 */
public final class LogActivity implements AutoCloseable {
    private static final ConcurrentHashMap<Path, LogActivity> FOLLOWED = new ConcurrentHashMap<>();

    private final Path log;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition written = lock.newCondition();
    private int followers;
    private long version;

    private LogActivity(Path log) {
        this.log = log;
    }

    /** Begins to listen; close it in the end. */
    public static LogActivity follow(Path directory, String name) {
        return FOLLOWED.compute(directory.resolve(name), (path, existing) -> {
            LogActivity activity = existing == null ? new LogActivity(path) : existing;
            activity.followers++;
            return activity;
        });
    }

    /** Tells the followers of a log that it has grown or that its writer has ended. */
    public static void announce(Path directory, String name) {
        if (FOLLOWED.isEmpty()) {
            return;
        }
        @Nullable LogActivity activity = FOLLOWED.get(directory.resolve(name));
        if (activity != null) {
            activity.wake();
        }
    }

    private void wake() {
        lock.lock();
        try {
            version++;
            written.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What {@link #await} compares with: take it before reading the file. */
    public long version() {
        lock.lock();
        try {
            return version;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until something happened after {@code seen} or the time is over. */
    public void await(long seen, Duration limit) throws InterruptedException {
        long nanos = limit.toNanos();
        lock.lockInterruptibly();
        try {
            while (version == seen && nanos > 0) {
                nanos = written.awaitNanos(Math.min(nanos, TimeUnit.HOURS.toNanos(1)));
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        FOLLOWED.computeIfPresent(log, (path, activity) -> --activity.followers == 0 ? null : activity);
    }
}
