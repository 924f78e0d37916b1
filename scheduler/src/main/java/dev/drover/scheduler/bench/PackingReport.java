package dev.drover.scheduler.bench;

import dev.drover.model.wire.Wire;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What came of a packing experiment. */
public record PackingReport(
        @Wire("nodes") int nodes,
        @Wire("racks") int racks,
        @Wire("seeds") int seeds,
        @Wire("mixes") List<Row> mixes) {
    /**
     * One mix at one moment. Overhead is nodes in use for each node that the placed volume would take at least.
     *
     * @param when how full the cluster is: a share of its volume, or the first refusal
     * @param all median overhead when all nodes are scored, with the least and the most of all seeds
     * @param sample the same when a sample of log2(n) nodes is scored
     * @param allocationsAll median of the allocations that were placed until then
     * @param wins seeds with which scoring all nodes had the lower overhead
     */
    public record Row(
            @Wire("mix") String mix,
            @Wire("when") String when,
            @Wire("overhead_all_nodes") double all,
            @Wire("overhead_all_nodes_least") double allLeast,
            @Wire("overhead_all_nodes_most") double allMost,
            @Wire("overhead_sample") double sample,
            @Wire("overhead_sample_least") double sampleLeast,
            @Wire("overhead_sample_most") double sampleMost,
            @Wire("allocations_all_nodes") double allocationsAll,
            @Wire("allocations_sample") double allocationsSample,
            @Wire("wins") int wins) {
        private String line() {
            return String.format(
                    Locale.ROOT,
                    "%-12s %-14s %6.3f (%.3f-%.3f) %8.3f (%.3f-%.3f) %10.0f %10.0f %5d",
                    mix,
                    when,
                    all,
                    allLeast,
                    allMost,
                    sample,
                    sampleLeast,
                    sampleMost,
                    allocationsAll,
                    allocationsSample,
                    wins);
        }
    }

    String lines() {
        return String.format(
                        Locale.ROOT,
                        "%,d nodes in %d racks filled until the first refusal, %d seeds%n"
                                + "nodes in use for each node of the volume bound: median (least-most), then median allocations%n%n"
                                + "%-12s %-14s %-22s %-24s %10s %10s %5s%n",
                        nodes,
                        racks,
                        seeds,
                        "mix",
                        "when",
                        "all nodes scored",
                        "sample of log2(n)",
                        "allocs all",
                        "sample",
                        "wins")
                + mixes.stream().map(Row::line).collect(Collectors.joining("\n", "", "\n"));
    }
}
