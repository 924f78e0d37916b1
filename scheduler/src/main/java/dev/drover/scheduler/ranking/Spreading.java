package dev.drover.scheduler.ranking;

import dev.drover.model.job.Job;
import dev.drover.model.job.Spread;
import dev.drover.model.job.TaskGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How welcome a combination of values of the spread attributes is, given how many allocations of the group each value has already. It
 * depends on the values alone and never on the node, which is what lets the {@link Leaderboard} keep one heap for each combination.
 */
final class Spreading {
    private final Combinations combinations;
    private final List<SpreadBlock> blocks = new ArrayList<>();
    private final double[] scores;

    Spreading(Job job, TaskGroup group, Footprint footprint) {
        Inventory inventory = footprint.inventory();
        List<Spread> all = new ArrayList<>(group.spreads());
        all.addAll(job.spreads());
        this.combinations =
                inventory.combinations(all.stream().map(Spread::attribute).toList());
        double weights = all.stream().mapToDouble(SpreadBlock::weight).sum();
        int count = Objects.requireNonNullElse(group.count(), 1);
        for (Spread spread : all) {
            Column column = inventory.column(spread.attribute());
            ValueCounts counts =
                    footprint.counts(new Footprint.Property(spread.attribute(), Optional.of(group.name())));
            blocks.add(new SpreadBlock(spread, count, weights, column, counts));
        }
        this.scores = new double[combinations.size()];
    }

    Combinations combinations() {
        return combinations;
    }

    double score(int combination) {
        double total = 0;
        for (int block = 0; block < blocks.size(); block++) {
            total += blocks.get(block).score(combinations.code(combination, block));
        }
        return total;
    }

    /** The scores of all combinations as they are now; the array is used again by the next call. */
    double[] scores() {
        if (!blocks.isEmpty()) {
            for (int combination = 0; combination < scores.length; combination++) {
                scores[combination] = score(combination);
            }
        }
        return scores;
    }
}
