package dev.drover.scheduler.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
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
            for (int load = 0; load < Fill.LOADS.size(); load++) {
                int which = load;
                boolean reached = all.stream().allMatch(fill -> fill.atLoads().size() > which)
                        && sample.stream().allMatch(fill -> fill.atLoads().size() > which);
                if (reached) {
                    rows.add(row(
                            mix,
                            percent(Fill.LOADS.get(load)),
                            all,
                            sample,
                            fill -> fill.atLoads().get(which)));
                }
            }
            rows.add(row(mix, "first refusal", all, sample, Fill::full));
        }
        return new PackingReport(nodes, racks, seeds, List.copyOf(rows));
    }

    private static String percent(double share) {
        return Math.round(100 * share) + "% load";
    }

    private static PackingReport.Row row(
            Mix mix, String when, List<Fill> all, List<Fill> sample, Function<Fill, Fill.Moment> moment) {
        int wins = 0;
        for (int seed = 0; seed < all.size(); seed++) {
            double ours = moment.apply(all.get(seed)).overhead();
            wins += ours < moment.apply(sample.get(seed)).overhead() ? 1 : 0;
        }
        List<Fill.Moment> ours = all.stream().map(moment).toList();
        List<Fill.Moment> theirs = sample.stream().map(moment).toList();
        return new PackingReport.Row(
                mix.word(),
                when,
                quantile(ours, Fill.Moment::overhead, 0.5),
                quantile(ours, Fill.Moment::overhead, 0),
                quantile(ours, Fill.Moment::overhead, 1),
                quantile(theirs, Fill.Moment::overhead, 0.5),
                quantile(theirs, Fill.Moment::overhead, 0),
                quantile(theirs, Fill.Moment::overhead, 1),
                quantile(ours, Fill.Moment::allocations, 0.5),
                quantile(theirs, Fill.Moment::allocations, 0.5),
                wins);
    }

    private static double quantile(List<Fill.Moment> moments, ToDoubleFunction<Fill.Moment> of, double share) {
        double[] sorted = moments.stream().mapToDouble(of).sorted().toArray();
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }
}
