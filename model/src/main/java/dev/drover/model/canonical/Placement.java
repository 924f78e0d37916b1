package dev.drover.model.canonical;

import dev.drover.model.job.Affinity;
import dev.drover.model.job.Constraint;
import dev.drover.model.job.Spread;
import java.util.List;

/** Constraints, affinities and spreads. */
final class Placement {
    private static final int DEFAULT_WEIGHT = 50;

    private Placement() {}

    static List<Constraint> constraints(List<Constraint> constraints) {
        return constraints.stream()
                .map(constraint -> new Constraint(
                        constraint.leftTarget(), constraint.rightTarget(), Fill.text(constraint.operand(), "=")))
                .toList();
    }

    static List<Affinity> affinities(List<Affinity> affinities) {
        return affinities.stream()
                .map(affinity -> new Affinity(
                        affinity.leftTarget(),
                        affinity.rightTarget(),
                        Fill.text(affinity.operand(), "="),
                        Fill.value(affinity.weight(), DEFAULT_WEIGHT)))
                .toList();
    }

    static List<Spread> spreads(List<Spread> spreads) {
        return spreads.stream()
                .map(spread -> new Spread(
                        spread.attribute(), Fill.value(spread.weight(), DEFAULT_WEIGHT), spread.spreadTarget()))
                .toList();
    }
}
