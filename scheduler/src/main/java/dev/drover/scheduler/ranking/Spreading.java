package dev.drover.scheduler.ranking;

import dev.drover.model.job.Job;
import dev.drover.model.job.Spread;
import dev.drover.model.job.SpreadTarget;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.node.Node;
import dev.drover.scheduler.feasibility.Targets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How welcome a value of the spread attributes is, given how many allocations of the group each value has already. It depends on the
 * values alone and never on the node, which is what lets the ranking keep one heap for each combination of values.
 */
final class Spreading {
    private static final int DEFAULT_WEIGHT = 50;
    private static final double UNWELCOME = -1.0;

    private final TaskGroup group;
    private final List<Spread> spreads;
    private final Footprint footprint;
    private final double weights;

    Spreading(Job job, TaskGroup group, Footprint footprint) {
        this.group = group;
        this.footprint = footprint;
        List<Spread> all = new ArrayList<>(group.spreads());
        all.addAll(job.spreads());
        this.spreads = List.copyOf(all);
        this.weights = all.stream().mapToDouble(Spreading::weight).sum();
    }

    /** The node's values of all spread attributes, in order. */
    List<Optional<String>> values(Node node) {
        return spreads.stream()
                .map(spread -> Targets.resolve(spread.attribute(), node))
                .toList();
    }

    double score(List<Optional<String>> values) {
        double total = 0;
        for (int i = 0; i < spreads.size(); i++) {
            Spread spread = spreads.get(i);
            Optional<String> value = values.get(i);
            if (value.isEmpty()) {
                total += UNWELCOME;
                continue;
            }
            Map<String, Integer> counts =
                    footprint.counts(new Footprint.Property(spread.attribute(), Optional.of(group.name())));
            total += spread.spreadTarget().isEmpty()
                    ? even(counts, value.get())
                    : towardsTargets(spread, counts, value.get());
        }
        return total;
    }

    private double towardsTargets(Spread spread, Map<String, Integer> counts, String value) {
        OptionalDouble desired = desired(spread, value);
        if (desired.isEmpty() || desired.getAsDouble() == 0) {
            return UNWELCOME;
        }
        double used = counts.getOrDefault(value, 0) + 1.0;
        double share = weights == 0 ? 0 : weight(spread) / weights;
        return (desired.getAsDouble() - used) / desired.getAsDouble() * share;
    }

    /** How many allocations the value should have; what the named targets leave is for all other values together. */
    private OptionalDouble desired(Spread spread, String value) {
        double count = Objects.requireNonNullElse(group.count(), 1);
        int named = 0;
        for (SpreadTarget target : spread.spreadTarget()) {
            if (target.value().equals(value)) {
                return OptionalDouble.of(target.percent() / 100.0 * count);
            }
            named += target.percent();
        }
        return named < 100 ? OptionalDouble.of((100 - named) / 100.0 * count) : OptionalDouble.empty();
    }

    private static double even(Map<String, Integer> counts, String value) {
        if (counts.isEmpty()) {
            return 0;
        }
        int least = Collections.min(counts.values());
        int most = Collections.max(counts.values());
        int current = counts.getOrDefault(value, 0);
        if (current != least) {
            return (double) (least - current) / least;
        }
        return least == most ? UNWELCOME : (double) (most - least) / least;
    }

    private static int weight(Spread spread) {
        return Objects.requireNonNullElse(spread.weight(), DEFAULT_WEIGHT);
    }
}
