package dev.drover.scheduler.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How tightly clusters are packed. The method is that of the Borg paper in short: the same stream of jobs, several seeds, and the count of
 * nodes that carry it against what the sheer volume would need. Both ways of choosing see the same jobs.
 */
final class PackingBench {
    private PackingBench() {}

    static PackingReport run(int nodes, int racks, int seeds) {
        List<PackingReport.Row> rows = new ArrayList<>();
        for (Mix mix : Mix.values()) {
            List<Fill> all = new ArrayList<>();
            List<Fill> sample = new ArrayList<>();
            for (long seed = 1; seed <= seeds; seed++) {
                all.add(FullFilling.fill(mix, nodes, racks, seed));
                sample.add(SampleFilling.fill(mix, nodes, racks, seed));
            }
            rows.add(row(mix, all, sample));
        }
        return new PackingReport(nodes, racks, seeds, List.copyOf(rows));
    }

    private static PackingReport.Row row(Mix mix, List<Fill> all, List<Fill> sample) {
        int wins = 0;
        for (int seed = 0; seed < all.size(); seed++) {
            wins += all.get(seed).overhead() < sample.get(seed).overhead() ? 1 : 0;
        }
        return new PackingReport.Row(
                mix.word(),
                quantile(all, Fill::overhead, 0.5),
                quantile(all, Fill::overhead, 0),
                quantile(all, Fill::overhead, 1),
                quantile(sample, Fill::overhead, 0.5),
                quantile(sample, Fill::overhead, 0),
                quantile(sample, Fill::overhead, 1),
                quantile(all, Fill::allocations, 0.5),
                quantile(sample, Fill::allocations, 0.5),
                wins);
    }

    private static double quantile(List<Fill> fills, ToDoubleFunction<Fill> of, double share) {
        double[] sorted = fills.stream().mapToDouble(of).sorted().toArray();
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }
}
