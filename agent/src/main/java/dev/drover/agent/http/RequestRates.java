package dev.drover.agent.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * How many requests each address makes: a token bucket that holds what may be asked in one second. Whoever was quiet may ask that much at once,
 * and from then on as fast as the bucket fills.
 */
final class RequestRates {
    /** Beyond it addresses that have been quiet are forgotten, and if that is not enough all of them. */
    private static final int MOST_ADDRESSES = 10_000;

    private static final double NANOS = 1e9;

    private final int perSecond;
    private final LongSupplier nanoTime;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    /**
     * What an address has left.
     *
     * @param tokens requests that it may make at once, of which the last was taken if it was allowed
     * @param since nanoseconds when that was so
     */
    private record Bucket(double tokens, long since, boolean allowed) {}

    /**
     * Without a limit when it is 0.
     *
     * @param nanoTime as {@link System#nanoTime}
     */
    RequestRates(int perSecond, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
    }

    /** Counts a request; after how many seconds it should be made again, or 0 when it may be answered. */
    long refusedFor(String address) {
        if (perSecond == 0) {
            return 0;
        }
        long now = nanoTime.getAsLong();
        Bucket bucket = buckets.compute(address, (_, before) -> next(before, now));
        if (buckets.size() > MOST_ADDRESSES) {
            forget(now);
        }
        return bucket.allowed() ? 0 : Math.max(1, (long) Math.ceil((1 - bucket.tokens()) / perSecond));
    }

    private Bucket next(@org.jspecify.annotations.Nullable Bucket before, long now) {
        double tokens = before == null
                ? perSecond
                : Math.min(perSecond, before.tokens() + (now - before.since()) / NANOS * perSecond);
        return tokens >= 1 ? new Bucket(tokens - 1, now, true) : new Bucket(tokens, now, false);
    }

    private void forget(long now) {
        buckets.values().removeIf(bucket -> now - bucket.since() > NANOS);
        if (buckets.size() > MOST_ADDRESSES) {
            buckets.clear();
        }
    }

    int perSecond() {
        return perSecond;
    }
}
