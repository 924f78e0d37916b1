package dev.drover.sim.load;

import dev.drover.model.wire.Wire;
import java.util.Locale;

/**
 * What came of a load.
 *
 * @param readsPerSecond answered; a read that is late counts from the moment at which it was due
 * @param woken answers of blocking queries to writes
 * @param wakeAfterSentP50Millis from the moment at which a write was sent to the answer of a query that waits for it
 * @param wakeAfterAnsweredP50Millis the same from the answer of the write; 0 when the query was answered first
 */
public record LoadReport(
        @Wire("reads_per_second") double readsPerSecond,
        @Wire("read_p50_ms") double readP50Millis,
        @Wire("read_p99_ms") double readP99Millis,
        @Wire("writes_per_second") double writesPerSecond,
        @Wire("write_p50_ms") double writeP50Millis,
        @Wire("write_p99_ms") double writeP99Millis,
        @Wire("watchers") int watchers,
        @Wire("woken") int woken,
        @Wire("wake_after_sent_p50_ms") double wakeAfterSentP50Millis,
        @Wire("wake_after_sent_p99_ms") double wakeAfterSentP99Millis,
        @Wire("wake_after_answered_p50_ms") double wakeAfterAnsweredP50Millis,
        @Wire("wake_after_answered_p99_ms") double wakeAfterAnsweredP99Millis,
        @Wire("errors") long errors,
        @Wire("first_error") String firstError,
        @Wire("jobs") int jobs,
        @Wire("seconds") double seconds,
        @Wire("stale") boolean stale,
        @Wire("cores") int cores,
        @Wire("load_average") double loadAverage) {
    String lines() {
        return String.format(
                Locale.ROOT,
                "reads  %,.0f/s  p50 %.1f ms  p99 %.1f ms%n"
                        + "writes %,.0f/s  p50 %.1f ms  p99 %.1f ms%n"
                        + "%,d blocking queries: woken %,d times; after the write was sent p50 %.1f ms, p99 %.1f ms;"
                        + " after it was answered p50 %.1f ms, p99 %.1f ms%n"
                        + "%d errors%s%n"
                        + "  %,d jobs, %.0f s, %s reads, %d cores, load %.2f%n",
                readsPerSecond,
                readP50Millis,
                readP99Millis,
                writesPerSecond,
                writeP50Millis,
                writeP99Millis,
                watchers,
                woken,
                wakeAfterSentP50Millis,
                wakeAfterSentP99Millis,
                wakeAfterAnsweredP50Millis,
                wakeAfterAnsweredP99Millis,
                errors,
                firstError.isEmpty() ? "" : " (first: " + firstError + ")",
                jobs,
                seconds,
                stale ? "stale" : "fresh",
                cores,
                loadAverage);
    }
}
