package dev.drover.scheduler.ranking;

import dev.drover.model.alloc.AllocationMetric;
import dev.drover.model.alloc.AllocationMetricBuilder;
import dev.drover.model.alloc.NodeScoreMeta;
import dev.drover.model.node.Node;
import dev.drover.scheduler.feasibility.Veto;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts why nodes were refused, as {@code alloc status} and {@code job plan} show it. */
final class Counters {
    private final Pool pool;
    private int filtered;
    private int exhausted;
    private final Map<String, Integer> constraints = new TreeMap<>();
    private final Map<String, Integer> dimensions = new TreeMap<>();
    private final Map<String, Integer> filteredClasses = new TreeMap<>();
    private final Map<String, Integer> exhaustedClasses = new TreeMap<>();
    private @Nullable AllocationMetric current;

    Counters(Pool pool) {
        this.pool = pool;
    }

    void add(Node node, Veto veto) {
        change(node, veto, 1);
    }

    void remove(Node node, Veto veto) {
        change(node, veto, -1);
    }

    /** The counts as they stand, with the best nodes. Placements between two refusals share everything but the scores. */
    AllocationMetric metric(List<NodeScoreMeta> best) {
        AllocationMetric known = current;
        if (known == null) {
            known = AllocationMetricBuilder.builder()
                    .nodesEvaluated(pool.size())
                    .nodesFiltered(filtered)
                    .nodesInPool(pool.inPool())
                    .nodePool(pool.name())
                    .nodesAvailable(pool.byDatacenter())
                    .classFiltered(filteredClasses)
                    .constraintFiltered(constraints)
                    .nodesExhausted(exhausted)
                    .classExhausted(exhaustedClasses)
                    .dimensionExhausted(dimensions)
                    .build();
            current = known;
        }
        return best.isEmpty() ? known : AllocationMetricBuilder.from(known).withScoreMetaData(best);
    }

    private void change(Node node, Veto veto, int amount) {
        current = null;
        switch (veto.kind()) {
            case FILTERED -> {
                filtered += amount;
                count(constraints, veto.reason(), amount);
                count(filteredClasses, node.nodeClass(), amount);
            }
            case EXHAUSTED -> {
                exhausted += amount;
                count(dimensions, veto.reason(), amount);
                count(exhaustedClasses, node.nodeClass(), amount);
            }
        }
    }

    private static void count(Map<String, Integer> counts, String name, int amount) {
        if (!name.isEmpty()) {
            counts.merge(name, amount, (left, right) -> left + right == 0 ? null : left + right);
        }
    }
}
