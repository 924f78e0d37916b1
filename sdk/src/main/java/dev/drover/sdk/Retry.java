package dev.drover.sdk;

import java.time.Duration;

/**
 * How often a call is made anew when no agent could be reached, or when the agent said that it cannot answer now. Only calls that
 * cannot take effect twice are repeated: any call before the agent was reached, and reads at any time.
 *
 * @param attempts in all, at least 1
 * @param pause before the second attempt; it doubles with each further one
 * @param maxPause the longest pause
 */
public record Retry(int attempts, Duration pause, Duration maxPause) {
    /** Every failure is told at once. */
    public static final Retry NEVER = new Retry(1, Duration.ZERO, Duration.ZERO);

    /** Outlasts the election of a leader: seven attempts within about half a minute. */
    public static final Retry USUAL = new Retry(7, Duration.ofMillis(250), Duration.ofSeconds(10));

    public Retry {
        if (attempts < 1 || pause.isNegative() || maxPause.compareTo(pause) < 0) {
            throw new IllegalArgumentException("a retry needs at least one attempt and pauses that do not shrink, not "
                    + attempts + ", " + pause + ", " + maxPause);
        }
    }

    /** The pause after an attempt, counted from 1. */
    Duration after(int attempt) {
        Duration doubled = pause.multipliedBy(1L << Math.min(attempt - 1, 20));
        return doubled.compareTo(maxPause) > 0 ? maxPause : doubled;
    }

    /** Whether a failure says that another attempt may succeed. */
    static boolean helps(DroverException failure, boolean read) {
        return switch (failure) {
            case UnreachableException unreachable -> read || !unreachable.connected();
            // Too many requests, refused before anything was done.
            case ApiException refused when refused.status() == 429 -> true;
            case ApiException refused ->
                read && (refused.status() == 502 || refused.status() == 503 || noLeader(refused));
        };
    }

    private static boolean noLeader(ApiException refused) {
        return refused.status() == 500 && refused.reason().contains("No cluster leader");
    }
}
