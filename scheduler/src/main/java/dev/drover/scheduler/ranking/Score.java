package dev.drover.scheduler.ranking;

import dev.drover.model.wire.Defaults;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What can be said of one node for one more allocation of a group. The final score is the mean of the entries present: how well it fits
 * is always present, the others only when they are not zero. They are shown with zero all the same.
 *
 * <p>One sheet is filled again and again, since thousands of nodes are scored for each that is shown.
 */
final class Score {
    private static final String[] NAMES = {
        "binpack", "job-anti-affinity", "node-reschedule-penalty", "node-affinity", "allocation-spread"
    };
    private static final String[] NAMES_WITHOUT_SPREAD = {NAMES[0], NAMES[1], NAMES[2], NAMES[3]};
    private static final Double ZERO = 0.0;

    private double fit;
    private double antiAffinity;
    private double penalty;
    private double affinity;
    private Map<String, Double> further = Map.of();
    private double spread;

    /** From 0 to 1, by the algorithm. */
    void fit(double value) {
        fit = value;
    }

    /** From -1 to 0, for allocations of the group that are there already. */
    void antiAffinity(double value) {
        antiAffinity = value;
    }

    /** -1 where the allocation failed before, else 0. */
    void penalty(double value) {
        penalty = value;
    }

    /** From -1 to 1, by weight of the affinities that hold. */
    void affinity(double value) {
        affinity = value;
    }

    /** Entries that come with what the node grants, by name; they are always present. */
    void further(Map<String, Double> values) {
        further = values;
    }

    /** How welcome the node's values are, by the group's spreads. */
    void spread(double value) {
        spread = value;
    }

    /** The sum of the entries present. */
    double sum() {
        double sum = fit + antiAffinity + penalty + affinity;
        if (!further.isEmpty()) {
            for (double entry : further.values()) {
                sum += entry;
            }
        }
        return sum + spread;
    }

    /** How many entries are present. */
    int entries() {
        return 1 + one(antiAffinity) + one(penalty) + one(affinity) + further.size() + one(spread);
    }

    double mean() {
        return sum() / entries();
    }

    /** The entries by name, as users see them. */
    Map<String, Double> parts() {
        if (!further.isEmpty()) {
            return allParts();
        }
        return spread == 0
                ? Defaults.row(
                        NAMES_WITHOUT_SPREAD,
                        new Double[] {boxed(fit), boxed(antiAffinity), boxed(penalty), boxed(affinity)})
                : Defaults.row(
                        NAMES,
                        new Double[] {boxed(fit), boxed(antiAffinity), boxed(penalty), boxed(affinity), boxed(spread)});
    }

    private Map<String, Double> allParts() {
        Map<String, Double> parts = new LinkedHashMap<>();
        double[] usual = {fit, antiAffinity, penalty, affinity};
        for (int entry = 0; entry < usual.length; entry++) {
            parts.put(NAMES[entry], usual[entry]);
        }
        parts.putAll(further);
        if (spread != 0) {
            parts.put(NAMES[usual.length], spread);
        }
        return parts;
    }

    private static Double boxed(double value) {
        return value == 0 ? ZERO : (Double) value;
    }

    private static int one(double entry) {
        return entry == 0 ? 0 : 1;
    }
}
