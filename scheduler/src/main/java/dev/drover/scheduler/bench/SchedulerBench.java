package dev.drover.scheduler.bench;

import dev.drover.model.eval.Evaluation;
import dev.drover.model.job.Job;
import dev.drover.scheduler.Outcome;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Has one thread schedule the same job again and again on a state that nobody changes, with another seed each time, and measures whole
 * calls of the scheduler: reading the state, reconciling, ranking, granting, and writing the plan. Nothing is committed.
 */
public final class SchedulerBench {
    private static final int LEAST_WARM_ROUNDS = 20;
    private static final int LEAST_ROUNDS = 5;
    private static final Duration MOST_WARM = Duration.ofSeconds(5);
    private static final int MOST_WARM_FACTOR = 3;

    private final BenchOptions options;
    private final SyntheticCluster cluster;
    private final Job job;
    private long seed;

    /** Makes the cluster that the options tell of. */
    public SchedulerBench(BenchOptions options) {
        this.options = options;
        this.seed = options.seed();
        this.cluster = new SyntheticCluster(options.seed());
        cluster.register(
                SyntheticNodes.make(options.nodes(), options.racks(), options.shape() == Shape.DEVICES, cluster.ids()));
        cluster.load(options.existing());
        if (options.shape() == Shape.PREEMPTION) {
            cluster.fill(options.nodes());
            cluster.preemptEverywhere();
        }
        this.job = cluster.register(SyntheticJobs.measured(options.shape(), options.count()));
    }

    /** One call of the scheduler. */
    public Outcome.Planned round() {
        Evaluation evaluation = cluster.evaluation(job);
        return cluster.schedule(evaluation, seed++);
    }

    SchedulerReport measure() {
        warmUp();
        List<Double> millis = new ArrayList<>();
        ThreadCost total = new ThreadCost(0, 0, 0);
        long placed = 0;
        long missed = 0;
        while (total.wallNanos() < options.duration().toNanos() || millis.size() < LEAST_ROUNDS) {
            ThreadCost start = ThreadCost.now();
            Outcome.Planned planned = round();
            ThreadCost cost = ThreadCost.now().since(start);
            total = total.plus(cost);
            millis.add(cost.wallNanos() / 1e6);
            placed += planned.plan().placements().size();
            missed += planned.queued().values().stream()
                    .mapToInt(Integer::intValue)
                    .sum();
        }
        return report(millis, total, placed, missed);
    }

    /**
     * Until the compiler has seen enough. By processor time, since a busy machine leaves the compiler no more of it than this thread; but
     * never longer than a few times what was asked for by the clock.
     */
    private void warmUp() {
        long nanos = Math.min(MOST_WARM.toNanos(), options.duration().toNanos());
        ThreadCost start = ThreadCost.now();
        ThreadCost used = ThreadCost.now().since(start);
        for (int done = 0;
                done < LEAST_WARM_ROUNDS
                        || (used.processorNanos() < nanos && used.wallNanos() < MOST_WARM_FACTOR * nanos);
                done++) {
            round();
            used = ThreadCost.now().since(start);
        }
    }

    private SchedulerReport report(List<Double> millis, ThreadCost total, long placed, long missed) {
        List<Double> sorted = millis.stream().sorted().toList();
        double rounds = sorted.size();
        return new SchedulerReport(
                placed / (total.processorNanos() / 1e9),
                placed / (total.wallNanos() / 1e9),
                placed == 0 ? 0 : total.bytes() / (double) placed,
                quantile(sorted, 0.50),
                quantile(sorted, 0.99),
                sorted.size(),
                placed / rounds,
                missed / rounds,
                options.shape().word(),
                options.nodes(),
                options.racks(),
                options.count(),
                options.existing(),
                options.seed(),
                1,
                Runtime.version().toString(),
                String.join(" ", ManagementFactory.getRuntimeMXBean().getInputArguments()),
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static double quantile(List<Double> sorted, double share) {
        int place = (int) Math.ceil(share * sorted.size()) - 1;
        return sorted.get(Math.clamp(place, 0, sorted.size() - 1));
    }
}
