package dev.drover.scheduler.ranking;

import dev.drover.model.job.Affinity;
import dev.drover.model.job.Job;
import dev.drover.model.job.Task;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.node.Node;
import dev.drover.scheduler.feasibility.Operators;
import dev.drover.scheduler.feasibility.Targets;
import dev.drover.scheduler.room.Capacity;
import dev.drover.scheduler.room.Grant;
import dev.drover.scheduler.room.NodeRoom;
import dev.drover.state.usage.AllocationUse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The published scoring formulas, as far as they look at one node only. */
final class Scorer {
    private static final double MOST_FIT = 18.0;
    private static final int DEFAULT_WEIGHT = 50;

    private final Algorithm algorithm;
    private final IntCounts neighbours;
    private final int count;
    private final Operators operators;
    private final List<Affinity> affinities;
    private final double weights;

    /** Whether all nodes of a computed class have the same affinity score. */
    private final boolean byClass;

    private final Map<String, Double> affinityOfClass = new HashMap<>();
    private final Score score = new Score();
    private final FreeShares cpu = new FreeShares();
    private final FreeShares memory = new FreeShares();

    Scorer(Job job, TaskGroup group, Algorithm algorithm, Footprint footprint, Operators operators) {
        this.algorithm = algorithm;
        this.neighbours = footprint.ofGroup(group.name());
        this.count = Objects.requireNonNullElse(group.count(), 1);
        this.operators = operators;
        List<Affinity> all = new ArrayList<>(job.affinities());
        all.addAll(group.affinities());
        for (Task task : group.tasks()) {
            all.addAll(task.affinities());
        }
        this.affinities = List.copyOf(all);
        this.weights =
                all.stream().mapToDouble(affinity -> Math.abs(weight(affinity))).sum();
        this.byClass = all.stream()
                .noneMatch(affinity ->
                        Targets.escapesClass(affinity.leftTarget()) || Targets.escapesClass(affinity.rightTarget()));
    }

    /**
     * Scores the node as it would be with one more allocation that gets this. The score is good until the next is asked for.
     *
     * @param number the inventory's number of the node
     * @param penalised whether the allocation failed there before
     * @param spread the spread score of the node's values
     */
    Score score(NodeRoom room, int number, Grant.Given grant, boolean penalised, double spread) {
        score.fit(fit(room, grant.growth()));
        score.antiAffinity(antiAffinity(number));
        score.penalty(penalised ? -1.0 : 0.0);
        score.affinity(affinity(room.node()));
        score.further(grant.scores());
        score.spread(spread);
        return score;
    }

    private double fit(NodeRoom room, AllocationUse use) {
        Capacity capacity = room.capacity();
        double total = cpu.power(room.usage().cpuMhz() + use.cpuMhz(), capacity.cpuMhz())
                + memory.power(room.usage().memoryMb() + use.memoryMb(), capacity.memoryMb());
        double fit = switch (algorithm) {
            case BINPACK -> 20.0 - total;
            case SPREAD -> total - 2.0;
        };
        return Math.clamp(fit, 0.0, MOST_FIT) / MOST_FIT;
    }

    private double antiAffinity(int number) {
        int others = neighbours.get(number);
        return others == 0 || count == 0 ? 0 : -(others + 1.0) / count;
    }

    private double affinity(Node node) {
        return weights == 0 ? 0 : shareOfAffinities(node);
    }

    private double shareOfAffinities(Node node) {
        if (!byClass || node.computedClass().isEmpty()) {
            return sumOfAffinities(node);
        }
        Double known = affinityOfClass.get(node.computedClass());
        if (known == null) {
            known = sumOfAffinities(node);
            affinityOfClass.put(node.computedClass(), known);
        }
        return known;
    }

    private double sumOfAffinities(Node node) {
        double sum = 0;
        for (Affinity affinity : affinities) {
            if (operators.holds(
                    affinity.operand(),
                    Targets.resolve(affinity.leftTarget(), node),
                    Targets.resolve(affinity.rightTarget(), node))) {
                sum += weight(affinity);
            }
        }
        return sum / weights;
    }

    private static int weight(Affinity affinity) {
        return Objects.requireNonNullElse(affinity.weight(), DEFAULT_WEIGHT);
    }
}
