package dev.drover.sim;

import java.util.concurrent.atomic.LongAdder;

/** What all nodes together have done. */
final class Counters {
    final LongAdder registered = new LongAdder();
    final LongAdder heartbeats = new LongAdder();
    final LongAdder wakeUps = new LongAdder();
    final LongAdder reports = new LongAdder();
    final LongAdder running = new LongAdder();
    final LongAdder complete = new LongAdder();
    final LongAdder failed = new LongAdder();
    final LongAdder errors = new LongAdder();
    private volatile String lastError = "";

    void error(String what) {
        errors.increment();
        lastError = what;
    }

    Summary summary(int nodes, double seconds, long heartbeatsBefore) {
        long beats = heartbeats.sum();
        double rate = seconds > 0 ? Math.round((beats - heartbeatsBefore) / seconds * 10) / 10.0 : 0;
        return new Summary(
                nodes,
                registered.sum(),
                beats,
                rate,
                running.sum(),
                complete.sum(),
                failed.sum(),
                wakeUps.sum(),
                reports.sum(),
                errors.sum(),
                lastError);
    }
}
