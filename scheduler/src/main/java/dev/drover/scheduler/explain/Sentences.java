package dev.drover.scheduler.explain;

import dev.drover.scheduler.explain.Explanation.Reason;
import dev.drover.scheduler.feasibility.Misfit;
import dev.drover.scheduler.feasibility.Misfit.Verb;
import dev.drover.scheduler.room.Shortfall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts findings into words. */
final class Sentences {
    private Sentences() {}

    static List<String> of(Explanation explanation) {
        List<String> sentences = new ArrayList<>();
        if (explanation.nodes() == 0) {
            return List.of("the cluster has no nodes");
        }
        if (explanation.fitting() > 0) {
            sentences.add("%s %s room for group \"%s\" now"
                    .formatted(
                            nodes(explanation.fitting()),
                            explanation.fitting() == 1 ? "has" : "have",
                            explanation.group()));
        }
        explanation.nearest().ifPresent(nearest -> {
            sentences.add("the nearest is node " + nearest.name() + ": it " + nearest.lacks());
            if (!nearest.remedies().isEmpty()) {
                sentences.add("group \"%s\" would fit there if it asked for %s"
                        .formatted(explanation.group(), list(nearest.remedies())));
            }
        });
        if (explanation.afterPreemption() > 0) {
            sentences.add("%s would have room if the job might preempt less important ones"
                    .formatted(nodes(explanation.afterPreemption())));
        }
        explanation.reasons().stream().map(Reason::text).forEach(sentences::add);
        return sentences;
    }

    /** Counts what speaks against the nodes. */
    static List<Reason> reasons(List<Finding> findings) {
        Map<Misfit, Integer> misfits = new HashMap<>();
        Map<Shortfall.Dimension, List<Long>> amounts = new HashMap<>();
        for (Finding finding : findings) {
            finding.misfits().forEach(misfit -> misfits.merge(misfit, 1, Integer::sum));
            for (Shortfall shortfall : finding.shortfalls()) {
                if (shortfall instanceof Shortfall.Amount amount) {
                    amounts.computeIfAbsent(amount.dimension(), unseen -> new ArrayList<>())
                            .add(amount.missing());
                } else {
                    misfits.merge(new Misfit(Verb.LACKS, shortfall.words()), 1, Integer::sum);
                }
            }
        }
        List<Reason> reasons = new ArrayList<>();
        misfits.forEach((misfit, count) ->
                reasons.add(new Reason(nodes(count) + " " + misfit.verb().of(count) + " " + misfit.object(), count)));
        amounts.forEach((dimension, missing) -> reasons.add(new Reason(amounts(dimension, missing), missing.size())));
        reasons.sort(Comparator.comparingInt((Reason reason) -> -reason.nodes()).thenComparing(Reason::text));
        return reasons;
    }

    private static String amounts(Shortfall.Dimension dimension, List<Long> missing) {
        long least = missing.stream().mapToLong(Long::longValue).min().orElse(0);
        String words = dimension.words(least);
        return missing.size() == 1 ? "1 node lacks " + words : nodes(missing.size()) + " lack at least " + words;
    }

    static String list(List<String> items) {
        return items.size() < 2
                ? String.join("", items)
                : String.join(", ", items.subList(0, items.size() - 1)) + " and " + items.getLast();
    }

    private static String nodes(int count) {
        return count == 1 ? "1 node" : count + " nodes";
    }
}
