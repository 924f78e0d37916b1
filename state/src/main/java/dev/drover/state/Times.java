package dev.drover.state;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Times as the wire has them in numbers. */
public final class Times {
    private Times() {}

    /** Nanoseconds since 1970. */
    public static long nanos(Instant time) {
        return TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano();
    }

    public static Instant ofNanos(long nanos) {
        return Instant.ofEpochSecond(0, nanos);
    }
}
