package dev.drover.scheduler.bench;

import java.time.Duration;

/**
 * What is to be measured.
 *
 * @param racks nodes are dealt out to so many racks in turn
 * @param count allocations that each round places; the shape system places one on every node instead
 * @param existing allocations of other jobs that are there already
 * @param duration how long to measure, after as long again or less to warm up
 */
public record BenchOptions(
        int nodes, int racks, int count, Shape shape, int existing, Duration duration, long seed, boolean json) {}
