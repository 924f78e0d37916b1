package dev.drover.scheduler.bench;

import dev.drover.model.wire.Wire;
import java.util.Locale;

/**
 * What came of measuring.
 *
 * @param placementsPerSecond by the processor time of the one thread that schedules, so that other load on the machine does not count
 * @param placementsPerSecondOfWallTime by the clock on the wall
 * @param bytesPerPlacement bytes that the thread allocated for each placement, garbage included
 * @param roundP50Millis median of the wall time of one call of the scheduler
 * @param placedPerRound allocations that one call placed in the mean
 * @param existingLoad allocations that were there before
 * @param loadAverage of the machine at the end, as the system tells it; negative where it does not
 */
public record SchedulerReport(
        @Wire("placements_per_second") double placementsPerSecond,
        @Wire("placements_per_second_of_wall_time") double placementsPerSecondOfWallTime,
        @Wire("bytes_per_placement") double bytesPerPlacement,
        @Wire("round_p50_ms") double roundP50Millis,
        @Wire("round_p99_ms") double roundP99Millis,
        @Wire("rounds") int rounds,
        @Wire("placed_per_round") double placedPerRound,
        @Wire("not_placed_per_round") double notPlacedPerRound,
        @Wire("shape") String shape,
        @Wire("nodes") int nodes,
        @Wire("racks") int racks,
        @Wire("count") int count,
        @Wire("existing_load") int existingLoad,
        @Wire("seed") long seed,
        @Wire("threads") int threads,
        @Wire("java") String java,
        @Wire("java_options") String javaOptions,
        @Wire("cores") int cores,
        @Wire("load_average") double loadAverage) {
    String lines() {
        return String.format(
                Locale.ROOT,
                "%s: %,.0f placements/s on one core (%,.0f/s by the wall clock), %,.0f bytes each%n"
                        + "  one round of %,.0f placements: p50 %.2f ms, p99 %.2f ms, %,d rounds%n"
                        + "  %,d nodes in %d racks, %,d allocations there before, java %s, %d cores, load %.2f%n",
                shape,
                placementsPerSecond,
                placementsPerSecondOfWallTime,
                bytesPerPlacement,
                placedPerRound,
                roundP50Millis,
                roundP99Millis,
                rounds,
                nodes,
                racks,
                existingLoad,
                java,
                cores,
                loadAverage);
    }
}
