package dev.drover.scheduler.ranking;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A node's score in the making. The final score is the mean of the entries present, so that an entry that has nothing to say must
 * stay out of the count; the usual names are shown with zero all the same.
 *
 * @param sum sum of the entries present
 * @param entries how many entries are present
 */
record Score(double sum, int entries, Map<String, Double> parts) {
    static final Score NONE = new Score(0, 0, Map.of());

    /** Adds an entry that counts. */
    Score with(String name, double value) {
        return new Score(sum + value, entries + 1, put(name, value));
    }

    /** Adds an entry that counts only when it is not zero. */
    Score withUnlessZero(String name, double value) {
        return value == 0 ? new Score(sum, entries, put(name, 0.0)) : with(name, value);
    }

    double mean() {
        return entries == 0 ? 0 : sum / entries;
    }

    private Map<String, Double> put(String name, double value) {
        Map<String, Double> more = new LinkedHashMap<>(parts);
        more.put(name, value);
        return more;
    }
}
