package dev.drover.state.packed;

import java.time.Instant;

/** Times as nanoseconds since 1970, which reach from 1677 to 2262. */
final class PackedTimes {
    private static final long SECOND = 1_000_000_000L;
    private static final long MOST_SECONDS = Long.MAX_VALUE / SECOND - 1;

    private PackedTimes() {}

    static boolean fits(Instant time) {
        return Math.abs(time.getEpochSecond()) <= MOST_SECONDS;
    }

    static long nanos(Instant time) {
        return time.getEpochSecond() * SECOND + time.getNano();
    }

    static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
    }
}
