package dev.drover.client.alloc;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Watches whether an allocation becomes healthy: what is looked at must be good without a break for
 * {@code min_healthy_time}, within {@code healthy_deadline}. Failure is told at once. It speaks once and ends.
 */
final class DeploymentHealth {
    /**
     * One look at the allocation.
     *
     * @param failed it will not become healthy any more
     * @param good all is where it should be
     * @param restarts a change of this number means that there was a break, even if nobody saw it
     */
    record Look(boolean failed, boolean good, long restarts) {}

    private final Duration minHealthyTime;
    private final Duration deadline;
    private final Supplier<Look> looks;
    private final Consumer<Boolean> verdict;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean closed;
    private long changes;

    /** @param deadline what is left of the time for a verdict */
    DeploymentHealth(Duration minHealthyTime, Duration deadline, Supplier<Look> looks, Consumer<Boolean> verdict) {
        this.minHealthyTime = minHealthyTime;
        this.deadline = deadline;
        this.looks = looks;
        this.verdict = verdict;
    }

    void changed() {
        lock.lock();
        try {
            changes++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Watches until there is a verdict. */
    void run() {
        long end = System.nanoTime() + deadline.toNanos();
        long goodSince = 0;
        boolean good = false;
        long restarts = -1;
        try {
            while (true) {
                long seen = seen();
                Look look = looks.get();
                long now = System.nanoTime();
                if (look.good() && (!good || look.restarts() != restarts)) {
                    goodSince = now;
                }
                good = look.good();
                restarts = look.restarts();
                if (look.failed() || now >= end) {
                    verdict.accept(false);
                    return;
                }
                if (good && now - goodSince >= minHealthyTime.toNanos()) {
                    verdict.accept(true);
                    return;
                }
                long next = good ? Math.min(end, goodSince + minHealthyTime.toNanos()) : end;
                if (!awaitChange(seen, next - now)) {
                    tellLastFailure();
                    return;
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** The end of the allocation may come before its failure was looked at. */
    private void tellLastFailure() {
        if (looks.get().failed()) {
            verdict.accept(false);
        }
    }

    private long seen() {
        lock.lock();
        try {
            return changes;
        } finally {
            lock.unlock();
        }
    }

    private boolean awaitChange(long seen, long limitNanos) throws InterruptedException {
        long nanos = limitNanos;
        lock.lockInterruptibly();
        try {
            while (changes == seen && !closed && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }
}
