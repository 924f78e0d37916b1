package dev.drover.server.drain;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.DesiredTransition;
import dev.drover.model.job.Job;
import dev.drover.model.job.MigrateStrategy;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.job.TaskGroups;
import dev.drover.model.node.DrainStrategy;
import dev.drover.model.node.Node;
import dev.drover.model.wire.Defaults;
import dev.drover.state.JobId;
import dev.drover.state.State;
import dev.drover.state.Statuses;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the drains of a state call for at a time: which allocations have to move now, and which nodes are empty. Pure, and made anew
 * from each state, so that it does not matter who asked before.
 *
 * <p>A node is emptied in three waves, since the later ones serve the earlier: work, system jobs, storage plugins. Services move
 * as fast as their {@code migrate} block allows, counted over the whole group and all draining nodes; what runs to an end is left to
 * it until the deadline, when everything moves at once.
 */
final class DrainRules {
    /** What leaves a node first comes first. */
    private enum Wave {
        WORK,
        SYSTEM,
        PLUGINS
    }

    private record Group(JobId job, String name) {}

    /** A node that is empty, and whether its deadline had to help. */
    record Emptied(String nodeId, boolean deadlineReached) {}

    /**
     * The next steps.
     *
     * @param moving allocations that have to leave now
     * @param wakeAt the next deadline
     * @param draining whether any node drains
     */
    record Steps(List<Allocation> moving, List<Emptied> emptied, Optional<Instant> wakeAt, boolean draining) {}

    private final State state;
    private final Instant now;
    private final List<Allocation> moving = new ArrayList<>();
    private final List<Emptied> emptied = new ArrayList<>();
    private final Map<Group, List<Allocation>> services = new LinkedHashMap<>();
    private final Map<JobId, Map<String, Integer>> settled = new HashMap<>();

    private DrainRules(State state, Instant now) {
        this.state = state;
        this.now = now;
    }

    static Steps next(State state, Instant now) {
        return new DrainRules(state, now).next();
    }

    private Steps next() {
        Optional<Instant> wakeAt = Optional.empty();
        boolean draining = false;
        for (Node node : state.nodes()) {
            DrainStrategy strategy = node.drainStrategy();
            if (strategy != null) {
                draining = true;
                look(node, strategy);
                Instant deadline = strategy.forceDeadline();
                if (deadline.isAfter(now) && wakeAt.filter(deadline::isAfter).isEmpty()) {
                    wakeAt = Optional.of(deadline);
                }
            }
        }
        services.forEach(this::moveWithinLimit);
        return new Steps(List.copyOf(moving), List.copyOf(emptied), wakeAt, draining);
    }

    private void look(Node node, DrainStrategy strategy) {
        List<Allocation> left = state.allocationsOfNode(node.id()).stream()
                .filter(Statuses::holdsRoom)
                .filter(allocation -> !(strategy.ignoreSystemJobs() && wave(allocation) == Wave.SYSTEM))
                .toList();
        boolean forced = isForced(strategy, now);
        if (left.isEmpty()) {
            emptied.add(new Emptied(node.id(), forced && !strategy.deadline().isNegative()));
            return;
        }
        if (forced) {
            left.stream().filter(DrainRules::mayBeTold).forEach(moving::add);
            return;
        }
        Wave wave = left.stream()
                .map(DrainRules::wave)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        for (Allocation allocation : left) {
            if (wave(allocation) == wave && mayBeTold(allocation)) {
                takeUp(allocation, wave);
            }
        }
    }

    /** Whether the patience of the drain is over. */
    private static boolean isForced(DrainStrategy strategy, Instant now) {
        boolean late = !strategy.forceDeadline().equals(Defaults.NO_TIME)
                && !strategy.forceDeadline().isAfter(now);
        return late || strategy.deadline().isNegative();
    }

    /** Still wanted, and not told to leave yet. */
    private static boolean mayBeTold(Allocation allocation) {
        return !Statuses.terminal(allocation) && !isLeaving(allocation);
    }

    private static boolean isLeaving(Allocation allocation) {
        DesiredTransition wish = allocation.desiredTransition();
        return wish != null && Boolean.TRUE.equals(wish.migrate());
    }

    private static Wave wave(Allocation allocation) {
        Job job = allocation.job();
        if (job == null) {
            return Wave.WORK;
        }
        boolean plugin = TaskGroups.find(job, allocation.taskGroup()).stream()
                .flatMap(group -> group.tasks().stream())
                .anyMatch(task -> task.csiPluginConfig() != null);
        if (plugin) {
            return Wave.PLUGINS;
        }
        return job.type().equals("system") ? Wave.SYSTEM : Wave.WORK;
    }

    private void takeUp(Allocation allocation, Wave wave) {
        Job job = allocation.job();
        String type = job == null ? "service" : job.type();
        if (wave != Wave.WORK) {
            moving.add(allocation);
        } else if (type.equals("service")) {
            services.computeIfAbsent(new Group(jobOf(allocation), allocation.taskGroup()), unseen -> new ArrayList<>())
                    .add(allocation);
        }
        // Batch work is left to end by itself.
    }

    private void moveWithinLimit(Group group, List<Allocation> leaving) {
        Optional<TaskGroup> wanted =
                state.job(group.job()).filter(job -> !job.stop()).flatMap(job -> TaskGroups.find(job, group.name()));
        // Without a job that wants them they are about to be stopped anyway.
        int free = wanted.map(current -> settled(group) - (count(current) - maxParallel(current)))
                .orElse(leaving.size());
        leaving.stream()
                .sorted(Comparator.comparing(Allocation::id))
                .limit(Math.max(0, free))
                .forEach(moving::add);
    }

    private static int count(TaskGroup group) {
        return Objects.requireNonNullElse(group.count(), 1);
    }

    private static int maxParallel(TaskGroup group) {
        MigrateStrategy migrate = group.migrate();
        return migrate == null ? 1 : Objects.requireNonNullElse(migrate.maxParallel(), 1);
    }

    /** How many of the group are here to stay and have a verdict on their health; one that failed its test holds up nobody. */
    private int settled(Group group) {
        return settled.computeIfAbsent(group.job(), this::countSettled).getOrDefault(group.name(), 0);
    }

    private Map<String, Integer> countSettled(JobId job) {
        Map<String, Integer> counts = new HashMap<>();
        Collection<Allocation> allocations = state.allocationsOfJob(job);
        for (Allocation allocation : allocations) {
            boolean judged = allocation.deploymentStatus() != null
                    && allocation.deploymentStatus().healthy() != null;
            if (judged && mayBeTold(allocation)) {
                counts.merge(allocation.taskGroup(), 1, Integer::sum);
            }
        }
        return counts;
    }

    static JobId jobOf(Allocation allocation) {
        return new JobId(allocation.namespace(), allocation.jobId());
    }
}
