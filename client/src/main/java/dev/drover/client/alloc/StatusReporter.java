package dev.drover.client.alloc;

import dev.drover.client.ServerConnection;
import dev.drover.model.alloc.Allocation;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Sends what became of allocations to the servers. The first change goes out at once; what comes while a call is under way is
 * gathered, only the newest for each allocation, and sent together. So one change is fast and many are few calls, without a delay for
 * anybody. Changes that only add an event, such as progress, may wait a moment for company.
 */
final class StatusReporter implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(StatusReporter.class.getName());
    private static final Duration COMPANY = Duration.ofMillis(100);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(5);

    private final ServerConnection servers;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Allocation> waiting = new LinkedHashMap<>();
    private final Thread thread;
    private boolean urgent;
    private boolean closed;
    private boolean sending;

    StatusReporter(ServerConnection servers) {
        this.servers = servers;
        this.thread = Thread.ofVirtual().name("alloc-status").start(this::run);
    }

    /** Hands over the newest state of an allocation. */
    void report(Allocation allocation, boolean atOnce) {
        lock.lock();
        try {
            waiting.put(allocation.id(), allocation);
            urgent |= atOnce;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        Duration retry = RETRY;
        try {
            for (List<Allocation> batch = take(); !batch.isEmpty(); batch = take()) {
                if (send(batch)) {
                    sent();
                    retry = RETRY;
                } else if (putBack(batch)) {
                    Thread.sleep(retry);
                    retry = retry.compareTo(LONGEST_RETRY) < 0 ? retry.multipliedBy(2) : retry;
                }
            }
        } catch (InterruptedException stopped) {
            LOGGER.log(Level.DEBUG, "reporting was interrupted");
        }
    }

    /** All that waits; empty only when closed. */
    private List<Allocation> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty() && !closed) {
                changed.await();
            }
            long nanos = COMPANY.toNanos();
            while (!urgent && !closed && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            List<Allocation> batch = List.copyOf(waiting.values());
            waiting.clear();
            sending = !batch.isEmpty();
            urgent = false;
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the servers know all that was handed over before; false when they do not in time. */
    boolean awaitSent(Duration limit) throws InterruptedException {
        long nanos = limit.toNanos();
        lock.lockInterruptibly();
        try {
            urgent = true;
            changed.signalAll();
            while ((sending || !waiting.isEmpty()) && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            return !sending && waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private void sent() {
        lock.lock();
        try {
            sending = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean send(List<Allocation> batch) {
        try {
            servers.updateAllocations(batch);
            return true;
        } catch (RuntimeException fault) {
            LOGGER.log(
                    Level.WARNING,
                    "{0} allocation states could not be reported: {1}",
                    batch.size(),
                    fault.getMessage());
            return false;
        }
    }

    /** Keeps what could not be sent, unless something newer came. Gives up when closed. */
    private boolean putBack(List<Allocation> batch) {
        lock.lock();
        try {
            batch.forEach(allocation -> waiting.putIfAbsent(allocation.id(), allocation));
            urgent = true;
            if (closed) {
                waiting.clear();
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** Sends what is left, once, and ends. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            thread.join(LONGEST_RETRY);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
