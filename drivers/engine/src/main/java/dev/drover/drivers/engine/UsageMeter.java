package dev.drover.drivers.engine;

import dev.drover.driver.TaskUsage;
import java.time.Duration;
import java.util.Map;

/** Turns the engine's counters into rates: what happened between two looks. */
public final class UsageMeter {
    private final double megahertz = ProcessorSpeed.megahertz();
    private long lastProcessorNanos = -1;
    private long lastLook;

    /**
     * What is used, and what was since the last call.
     *
     * @param stats the engine's counters
     * @param now nanoseconds since 1970
     */
    public synchronized TaskUsage measure(Map<String, Object> stats, long now) {
        long processorNanos = Answer.number(stats, "cpu_stats", "cpu_usage", "total_usage");
        double share = 0;
        if (lastProcessorNanos >= 0 && now > lastLook) {
            share = (double) (processorNanos - lastProcessorNanos) / (now - lastLook);
        }
        lastProcessorNanos = processorNanos;
        lastLook = now;
        return new TaskUsage(share * 100, share * megahertz, residentBytes(stats), now);
    }

    private static long residentBytes(Map<String, Object> stats) {
        Map<String, Object> memory = Answer.object(stats, "memory_stats", "stats");
        // Version 1 of control groups says rss, version 2 anon.
        return Answer.number(memory, memory.containsKey("rss") ? "rss" : "anon");
    }

    /** How long the engine may take for its counters. */
    public static Duration limit() {
        return Duration.ofSeconds(5);
    }
}
