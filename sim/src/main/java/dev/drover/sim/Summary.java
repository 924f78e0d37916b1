package dev.drover.sim;

import dev.drover.model.wire.Wire;

/**
 * How things stand.
 *
 * @param heartbeatsPerSecond since the last summary
 * @param running allocations that run
 * @param complete allocations that ended well since the start, or were stopped
 * @param wakeUps answers that told of a change
 * @param reports calls that reported states of allocations
 */
public record Summary(
        @Wire("Nodes") int nodes,
        @Wire("Registered") long registered,
        @Wire("Heartbeats") long heartbeats,
        @Wire("HeartbeatsPerSecond") double heartbeatsPerSecond,
        @Wire("Running") long running,
        @Wire("Complete") long complete,
        @Wire("Failed") long failed,
        @Wire("WakeUps") long wakeUps,
        @Wire("Reports") long reports,
        @Wire("Errors") long errors,
        @Wire("LastError") String lastError) {
    String line() {
        String line = registered + " of " + nodes + " nodes registered, " + heartbeatsPerSecond + " heartbeats/s, "
                + running
                + " allocations running, " + complete + " complete, " + failed + " failed, " + wakeUps + " wake-ups, "
                + reports + " reports, " + errors + " errors";
        return lastError.isEmpty() ? line : line + " (last: " + lastError + ")";
    }
}
