package dev.drover.scheduler.bench;

import java.lang.management.ManagementFactory;

/** What the calling thread has used so far. */
record ThreadCost(long wallNanos, long processorNanos, long bytes) {
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    static ThreadCost now() {
        return new ThreadCost(
                System.nanoTime(), THREADS.getCurrentThreadCpuTime(), THREADS.getCurrentThreadAllocatedBytes());
    }

    ThreadCost since(ThreadCost start) {
        return new ThreadCost(wallNanos - start.wallNanos, processorNanos - start.processorNanos, bytes - start.bytes);
    }

    ThreadCost plus(ThreadCost other) {
        return new ThreadCost(wallNanos + other.wallNanos, processorNanos + other.processorNanos, bytes + other.bytes);
    }
}
