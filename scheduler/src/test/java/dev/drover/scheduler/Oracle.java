package dev.drover.scheduler;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.job.Affinity;
import dev.drover.model.job.Constraint;
import dev.drover.model.job.Job;
import dev.drover.model.job.Spread;
import dev.drover.model.job.SpreadTarget;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.node.Node;
import dev.drover.scheduler.room.Capacity;
import dev.drover.state.State;
import dev.drover.state.Statuses;
import dev.drover.state.usage.AllocationUse;
import dev.drover.state.usage.NodeUsage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The published formulas once more, for jobs of one group: counts everything anew for every node and every placement, and knows no heap, no
 * class of nodes and no short cut. Attributes are those in a node's meta, and constraints are equalities.
 */
final class Oracle {
    private final TaskGroup group;
    private final boolean spreadAlgorithm;
    private final int count;
    private final List<Node> nodes;
    private final Map<String, NodeUsage> usage = new HashMap<>();
    private final Map<String, Integer> onNode = new HashMap<>();

    /** Starts from what the state has. */
    Oracle(State state, Job job) {
        this.group = job.taskGroups().getFirst();
        this.spreadAlgorithm =
                state.schedulerConfiguration().schedulerAlgorithm().equals("spread");
        this.count = Objects.requireNonNull(group.count());
        this.nodes = List.copyOf(state.nodes());
        nodes.forEach(node -> usage.put(node.id(), state.usage(node.id())));
        state.allocationsOfJob(Cluster.jobId(job.id())).stream()
                .filter(allocation -> !Statuses.terminal(allocation))
                .forEach(allocation -> onNode.merge(allocation.nodeId(), 1, Integer::sum));
    }

    /** Takes note of a placement. */
    void place(Allocation allocation) {
        usage.computeIfPresent(allocation.nodeId(), (id, before) -> before.plus(AllocationUse.of(allocation)));
        onNode.merge(allocation.nodeId(), 1, Integer::sum);
    }

    /** The best score that any node has for an allocation that uses this much; empty when none can take it. */
    OptionalDouble best(AllocationUse use, Set<String> penalised) {
        return nodes.stream()
                .filter(node -> isFeasible(node, use))
                .mapToDouble(node -> score(node, use, penalised.contains(node.id())))
                .max();
    }

    double score(String nodeId, AllocationUse use, boolean penalised) {
        return score(node(nodeId), use, penalised);
    }

    boolean isFeasible(String nodeId, AllocationUse use) {
        return isFeasible(node(nodeId), use);
    }

    private Node node(String id) {
        return nodes.stream().filter(node -> node.id().equals(id)).findFirst().orElseThrow();
    }

    private boolean isFeasible(Node node, AllocationUse use) {
        NodeUsage after = Objects.requireNonNull(usage.get(node.id())).plus(use);
        Capacity capacity = Capacity.of(node);
        return after.cpuMhz() <= capacity.cpuMhz()
                && after.memoryMb() <= capacity.memoryMb()
                && after.diskMb() <= capacity.diskMb()
                && group.constraints().stream().allMatch(constraint -> holds(constraint, node));
    }

    private boolean holds(Constraint constraint, Node node) {
        return switch (constraint.operand()) {
            case "distinct_hosts" -> onNode.getOrDefault(node.id(), 0) == 0;
            case "distinct_property" ->
                value(constraint.leftTarget(), node) != null
                        && having(constraint.leftTarget(), value(constraint.leftTarget(), node))
                                < Integer.parseInt(constraint.rightTarget());
            default -> Objects.equals(value(constraint.leftTarget(), node), constraint.rightTarget());
        };
    }

    private double score(Node node, AllocationUse use, boolean penalised) {
        List<Double> entries = new ArrayList<>();
        entries.add(fit(node, use));
        int neighbours = onNode.getOrDefault(node.id(), 0);
        if (neighbours > 0) {
            entries.add(-(neighbours + 1.0) / count);
        }
        addUnlessZero(entries, affinity(node));
        addUnlessZero(entries, spread(node));
        if (penalised) {
            entries.add(-1.0);
        }
        return entries.stream().mapToDouble(Double::doubleValue).sum() / entries.size();
    }

    private static void addUnlessZero(List<Double> entries, double entry) {
        if (entry != 0) {
            entries.add(entry);
        }
    }

    private double fit(Node node, AllocationUse use) {
        NodeUsage after = Objects.requireNonNull(usage.get(node.id())).plus(use);
        Capacity capacity = Capacity.of(node);
        double total = Math.pow(10, 1 - (double) after.cpuMhz() / (double) capacity.cpuMhz())
                + Math.pow(10, 1 - (double) after.memoryMb() / (double) capacity.memoryMb());
        return Math.clamp(spreadAlgorithm ? total - 2 : 20 - total, 0, 18) / 18;
    }

    private double affinity(Node node) {
        double sum = 0;
        double weights = 0;
        for (Affinity affinity : group.affinities()) {
            int weight = Objects.requireNonNull(affinity.weight());
            weights += Math.abs(weight);
            if (Objects.equals(value(affinity.leftTarget(), node), affinity.rightTarget())) {
                sum += weight;
            }
        }
        return weights == 0 ? 0 : sum / weights;
    }

    private double spread(Node node) {
        double weights = 0;
        for (Spread spread : group.spreads()) {
            weights += Objects.requireNonNull(spread.weight());
        }
        double total = 0;
        for (Spread spread : group.spreads()) {
            String value = value(spread.attribute(), node);
            if (value == null) {
                total -= 1;
            } else if (spread.spreadTarget().isEmpty()) {
                total += evenSpread(spread.attribute(), value);
            } else {
                total += targetSpread(spread, value, Objects.requireNonNull(spread.weight()) / weights);
            }
        }
        return total;
    }

    private double targetSpread(Spread spread, String value, double share) {
        int left = 100;
        double percent = -1;
        for (SpreadTarget target : spread.spreadTarget()) {
            left -= target.percent();
            percent = target.value().equals(value) ? target.percent() : percent;
        }
        double desired = (percent < 0 ? left : percent) / 100.0 * count;
        return desired <= 0 ? -1 : (desired - (having(spread.attribute(), value) + 1)) / desired * share;
    }

    private double evenSpread(String attribute, String value) {
        Map<String, Integer> counts = new HashMap<>();
        for (Node node : nodes) {
            String its = value(attribute, node);
            if (its != null) {
                counts.merge(its, onNode.getOrDefault(node.id(), 0), Integer::sum);
            }
        }
        List<Integer> used =
                counts.values().stream().filter(amount -> amount > 0).sorted().toList();
        if (used.isEmpty()) {
            return 0;
        }
        double least = used.getFirst();
        double most = used.getLast();
        double current = counts.getOrDefault(value, 0);
        if (current != least) {
            return (least - current) / least;
        }
        return least == most ? -1 : (most - least) / least;
    }

    /** Allocations of the job on nodes that have this value. */
    private int having(String attribute, @Nullable String wanted) {
        return nodes.stream()
                .filter(node -> Objects.equals(value(attribute, node), wanted))
                .mapToInt(node -> onNode.getOrDefault(node.id(), 0))
                .sum();
    }

    private static @Nullable String value(String target, Node node) {
        return node.meta().get(target.substring("${meta.".length(), target.length() - 1));
    }
}
