package dev.drover.client.task;

import dev.drover.driver.RunningTask;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What others want of a task, and what of it runs: all that the task's own thread shares with everybody else. Others leave a wish
 * and wake the thread, which comes round to it when the driver has answered or the process has ended.
 */
final class TaskWishes {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wished = lock.newCondition();
    private volatile boolean killed;
    private boolean restart;
    private boolean early;
    private @Nullable RunningTask running;
    private @Nullable Thread starting;

    /** True once when the kill came before there was a process, so that whoever wished it had nothing to stop. */
    boolean takeEarlyKill() {
        lock.lock();
        try {
            boolean wish = early;
            early = false;
            return wish;
        } finally {
            lock.unlock();
        }
    }

    boolean isKilled() {
        return killed;
    }

    Optional<RunningTask> running() {
        lock.lock();
        try {
            return Optional.ofNullable(running);
        } finally {
            lock.unlock();
        }
    }

    /** Work towards a start that a kill may interrupt. */
    interface Start<T, F extends Exception> {
        T work() throws F, InterruptedException;
    }

    /** Does work that a kill interrupts; empty when the task was killed before or meanwhile. */
    <T, F extends Exception> Optional<T> whileStarting(Start<T, F> start) throws F, InterruptedException {
        if (!beginStart()) {
            return Optional.empty();
        }
        try {
            return Optional.of(start.work());
        } catch (InterruptedException stopped) {
            if (!killed) {
                throw stopped;
            }
            return Optional.empty();
        } finally {
            endStart();
        }
    }

    private boolean beginStart() {
        lock.lock();
        try {
            starting = killed ? null : Thread.currentThread();
            return !killed;
        } finally {
            lock.unlock();
        }
    }

    void started(RunningTask task) {
        lock.lock();
        try {
            running = task;
        } finally {
            lock.unlock();
        }
    }

    private void endStart() {
        lock.lock();
        try {
            starting = null;
        } finally {
            lock.unlock();
        }
        // A kill may have interrupted just after the driver had answered: the wish is kept in the flag.
        if (killed) {
            Thread.interrupted();
        }
    }

    void ended() {
        lock.lock();
        try {
            running = null;
        } finally {
            lock.unlock();
        }
    }

    boolean takeRestart() {
        lock.lock();
        try {
            boolean wish = restart;
            restart = false;
            return wish;
        } finally {
            lock.unlock();
        }
    }

    /** Waits out a delay; any wish ends it early. */
    void awaitDelay(Duration delay) throws InterruptedException {
        long nanos = delay.toNanos();
        lock.lockInterruptibly();
        try {
            while (nanos > 0 && !killed && !restart) {
                nanos = wished.awaitNanos(nanos);
            }
            restart = false;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Wishes the end.
     *
     * @param first is run when nobody wished it before
     * @return what has to be stopped, for the first to wish it
     */
    Optional<RunningTask> kill(Runnable first) {
        lock.lock();
        try {
            boolean known = killed;
            killed = true;
            wished.signalAll();
            if (starting != null) {
                starting.interrupt();
            }
            if (known) {
                return Optional.empty();
            }
            first.run();
            early = running == null;
            return Optional.ofNullable(running);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Wishes another start.
     *
     * @param isDelayed whether the task waits for its next start, which then need not wait any longer
     * @return what has to be stopped for it
     */
    Optional<RunningTask> restart(boolean isDelayed) {
        lock.lock();
        try {
            restart = running != null || isDelayed;
            wished.signalAll();
            return Optional.ofNullable(running);
        } finally {
            lock.unlock();
        }
    }
}
