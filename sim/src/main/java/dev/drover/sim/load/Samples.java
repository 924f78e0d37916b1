package dev.drover.sim.load;

import java.util.Arrays;

/** Durations that many threads measure. */
final class Samples {
    private static final int FIRST_ROOM = 1_024;
    private static final double NANOS_PER_MILLI = 1e6;

    private long[] nanos = new long[FIRST_ROOM];
    private int count;

    synchronized void add(long duration) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = duration;
    }

    synchronized int count() {
        return count;
    }

    /** In milliseconds; 0 when nothing was measured. */
    synchronized double quantile(double share) {
        if (count == 0) {
            return 0;
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return sorted[Math.min(count - 1, (int) (share * count))] / NANOS_PER_MILLI;
    }
}
