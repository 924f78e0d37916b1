package dev.drover.sim;

/**
 * How things stand.
 *
 * @param heartbeatsPerSecond since the last summary
 * @param running allocations that run
 * @param complete allocations that ended well since the start, or were stopped
 * @param wakeUps answers that told of a change
 * @param reports calls that reported states of allocations
 */
record Summary(
        int nodes,
        long registered,
        long heartbeats,
        double heartbeatsPerSecond,
        long running,
        long complete,
        long failed,
        long wakeUps,
        long reports,
        long errors,
        String lastError) {
    String line() {
        String line = registered + " of " + nodes + " nodes registered, " + heartbeatsPerSecond + " heartbeats/s, "
                + running
                + " allocations running, " + complete + " complete, " + failed + " failed, " + wakeUps + " wake-ups, "
                + reports + " reports, " + errors + " errors";
        return lastError.isEmpty() ? line : line + " (last: " + lastError + ")";
    }
}
