package dev.drover.scheduler.explain;

import dev.drover.model.node.Node;
import dev.drover.scheduler.feasibility.Misfit;
import dev.drover.scheduler.feasibility.Misfit.Verb;
import dev.drover.scheduler.room.Shortfall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was found about one node.
 *
 * @param outOfReach it is not even looked at for this job
 * @param misfits what it is or has not, whatever is running on it
 * @param shortfalls what it has too little left of
 */
record Finding(Node node, boolean outOfReach, List<Misfit> misfits, List<Shortfall> shortfalls) {
    /** The fewest things to change about a node first, then the least that is missing in proportion to what is asked. */
    static final Comparator<Finding> NEAREST_FIRST = Comparator.comparing(Finding::outOfReach)
            .thenComparingInt(finding -> finding.misfits().size())
            .thenComparingDouble(Finding::missing)
            .thenComparing(finding -> finding.node().name())
            .thenComparing(finding -> finding.node().id());

    boolean fits() {
        return misfits.isEmpty() && shortfalls.isEmpty();
    }

    /** What cannot be divided counts as missing altogether. */
    private double missing() {
        double missing = 0;
        for (Shortfall shortfall : shortfalls) {
            missing += shortfall instanceof Shortfall.Amount amount && amount.asked() > 0
                    ? (double) amount.missing() / amount.asked()
                    : 1;
        }
        return missing;
    }

    /** All of it, as the end of a sentence about the node. */
    String words() {
        Map<Verb, List<String>> byVerb = new TreeMap<>();
        misfits.forEach(misfit -> byVerb.computeIfAbsent(misfit.verb(), unseen -> new ArrayList<>())
                .add(misfit.object()));
        shortfalls.forEach(shortfall ->
                byVerb.computeIfAbsent(Verb.LACKS, unseen -> new ArrayList<>()).add(shortfall.words()));
        return String.join(
                ", ",
                byVerb.entrySet().stream()
                        .map(entry -> entry.getKey().of(1) + " " + Sentences.list(entry.getValue()))
                        .toList());
    }
}
