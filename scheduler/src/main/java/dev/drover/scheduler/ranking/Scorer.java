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
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The published scoring formulas, as far as they look at one node only. */
final class Scorer {
    private static final double MOST_FIT = 18.0;
    private static final int DEFAULT_WEIGHT = 50;

    private final TaskGroup group;
    private final Algorithm algorithm;
    private final Footprint footprint;
    private final Operators operators;
    private final List<Affinity> affinities;
    private final double weights;

    Scorer(Job job, TaskGroup group, Algorithm algorithm, Footprint footprint, Operators operators) {
        this.group = group;
        this.algorithm = algorithm;
        this.footprint = footprint;
        this.operators = operators;
        List<Affinity> all = new ArrayList<>(job.affinities());
        all.addAll(group.affinities());
        for (Task task : group.tasks()) {
            all.addAll(task.affinities());
        }
        this.affinities = List.copyOf(all);
        this.weights =
                all.stream().mapToDouble(affinity -> Math.abs(weight(affinity))).sum();
    }

    /** Scores the node as it would be with one more allocation that gets this. */
    Score score(NodeRoom room, Grant.Given grant) {
        Score score = Score.NONE
                .with("binpack", fit(room, grant.growth()))
                .withUnlessZero("job-anti-affinity", antiAffinity(room.node()))
                .withUnlessZero("node-reschedule-penalty", 0)
                .withUnlessZero("node-affinity", affinity(room.node()));
        for (Map.Entry<String, Double> entry : grant.scores().entrySet()) {
            score = score.with(entry.getKey(), entry.getValue());
        }
        return score;
    }

    private double fit(NodeRoom room, AllocationUse use) {
        Capacity capacity = room.capacity();
        double freeCpu = free(room.usage().cpuMhz() + use.cpuMhz(), capacity.cpuMhz());
        double freeMemory = free(room.usage().memoryMb() + use.memoryMb(), capacity.memoryMb());
        double total = Math.pow(10, freeCpu) + Math.pow(10, freeMemory);
        double fit = switch (algorithm) {
            case BINPACK -> 20.0 - total;
            case SPREAD -> total - 2.0;
        };
        return Math.clamp(fit, 0.0, MOST_FIT) / MOST_FIT;
    }

    private static double free(long used, long all) {
        return all <= 0 ? 0 : 1.0 - (double) used / (double) all;
    }

    private double antiAffinity(Node node) {
        int others = footprint.on(node, group.name());
        int count = Objects.requireNonNullElse(group.count(), 1);
        return others == 0 || count == 0 ? 0 : -(others + 1.0) / count;
    }

    private double affinity(Node node) {
        double sum = 0;
        for (Affinity affinity : affinities) {
            if (operators.holds(
                    affinity.operand(),
                    Targets.resolve(affinity.leftTarget(), node),
                    Targets.resolve(affinity.rightTarget(), node))) {
                sum += weight(affinity);
            }
        }
        return weights == 0 ? 0 : sum / weights;
    }

    private static int weight(Affinity affinity) {
        return Objects.requireNonNullElse(affinity.weight(), DEFAULT_WEIGHT);
    }
}
