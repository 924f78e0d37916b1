package dev.drover.scheduler.ranking;

import dev.drover.model.job.Spread;
import dev.drover.model.job.SpreadTarget;
import java.util.List;
import java.util.Objects;

/** One spread of a group: how welcome one more allocation is for a value of its attribute. */
final class SpreadBlock {
    private static final int DEFAULT_WEIGHT = 50;
    private static final double UNWELCOME = -1.0;

    private final ValueCounts counts;
    private final boolean even;

    /** How many allocations each value should have, by its code, where the spread names targets. */
    private final double[] desired;

    private final double share;

    /**
     * Prepares a spread.
     *
     * @param count how many allocations the group has
     * @param weights sum of the weights of all spreads of the group
     * @param column the values of the spread's attribute
     * @param counts how many allocations of the group each value has
     */
    SpreadBlock(Spread spread, int count, double weights, Column column, ValueCounts counts) {
        this.counts = counts;
        this.even = spread.spreadTarget().isEmpty();
        this.desired = new double[even ? 0 : column.values()];
        for (int code = 0; code < desired.length; code++) {
            desired[code] = percent(spread.spreadTarget(), column.value(code)) / 100.0 * count;
        }
        this.share = weights == 0 ? 0 : weight(spread) / weights;
    }

    static int weight(Spread spread) {
        return Objects.requireNonNullElse(spread.weight(), DEFAULT_WEIGHT);
    }

    double score(int code) {
        if (code == Column.NONE) {
            return UNWELCOME;
        }
        return even ? evenly(code) : towardsTarget(code);
    }

    /** What the named targets leave is for all other values together. */
    private static int percent(List<SpreadTarget> targets, String value) {
        int named = 0;
        for (SpreadTarget target : targets) {
            if (target.value().equals(value)) {
                return target.percent();
            }
            named += target.percent();
        }
        return Math.max(0, 100 - named);
    }

    private double towardsTarget(int code) {
        double wanted = desired[code];
        return wanted == 0 ? UNWELCOME : (wanted - (counts.get(code) + 1.0)) / wanted * share;
    }

    private double evenly(int code) {
        if (counts.isEmpty()) {
            return 0;
        }
        int least = counts.least();
        int most = counts.most();
        int current = counts.get(code);
        if (current != least) {
            return (double) (least - current) / least;
        }
        return least == most ? UNWELCOME : (double) (most - least) / least;
    }
}
