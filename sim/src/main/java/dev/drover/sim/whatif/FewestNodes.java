package dev.drover.sim.whatif;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobBuilder;
import dev.drover.model.job.TaskGroupBuilder;
import dev.drover.model.node.Node;
import dev.drover.model.operator.SchedulerConfigurationBuilder;
import dev.drover.state.JobId;
import dev.drover.state.State;
import dev.drover.state.command.NodeCommand;
import dev.drover.state.command.SettingsCommand;
import dev.drover.state.command.VolumeCommand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How few nodes would carry what runs now, if it were placed anew on empty nodes, tightly packed. It is an upper bound: packing is
 * done by the scheduler, the largest first, and not by trying all ways.
 *
 * @param nodes nodes that take work
 * @param used nodes that have work now
 * @param fewest nodes that would do; empty when the work does not fit when it is placed anew, on however many
 */
record FewestNodes(int nodes, int used, Optional<Integer> fewest) {
    static FewestNodes of(State state, Instant now) {
        List<Job> jobs = jobs(state);
        List<Node> all = state.nodes().stream()
                .filter(node -> node.status() == dev.drover.model.node.NodeStatus.READY)
                .toList();
        int used = (int) all.stream()
                .filter(node -> state.allocationsOfNode(node.id()).stream()
                        .anyMatch(allocation -> Work.isLive(allocation) && !Work.isSystem(state, allocation)))
                .count();
        Map<String, Integer> packed = new HashMap<>();
        if (!fits(state, jobs, all, now, packed)) {
            return new FewestNodes(all.size(), used, Optional.empty());
        }
        // The nodes that were wanted most come first, so that special ones stay among those that are tried.
        List<Node> wanted = all.stream()
                .sorted(Comparator.comparingInt((Node node) -> -packed.getOrDefault(node.id(), 0))
                        .thenComparing(Node::id))
                .toList();
        int most = (int)
                wanted.stream().filter(node -> packed.containsKey(node.id())).count();
        int least = 0;
        while (least < most) {
            int middle = (least + most) / 2;
            if (fits(state, jobs, wanted.subList(0, middle), now, new HashMap<>())) {
                most = middle;
            } else {
                least = middle + 1;
            }
        }
        return new FewestNodes(all.size(), used, Optional.of(most));
    }

    /** What runs, as jobs that ask for just that; those that run everywhere first, then the most important and largest. */
    private static List<Job> jobs(State state) {
        Map<JobId, Map<String, Integer>> live = new LinkedHashMap<>();
        for (Allocation allocation : state.allocations()) {
            if (Work.isLive(allocation)) {
                live.computeIfAbsent(new JobId(allocation.namespace(), allocation.jobId()), unseen -> new HashMap<>())
                        .merge(allocation.taskGroup(), 1, Integer::sum);
            }
        }
        List<Job> jobs = new ArrayList<>();
        live.forEach((id, counts) -> state.job(id).ifPresent(job -> jobs.add(asRunning(job, counts))));
        jobs.sort(Comparator.comparing((Job job) -> !Work.isSystem(job))
                .thenComparingInt(job -> -job.priority())
                .thenComparingInt(job -> -largest(job))
                .thenComparing(Job::id));
        return jobs;
    }

    private static Job asRunning(Job job, Map<String, Integer> counts) {
        return Work.isSystem(job)
                ? job
                : JobBuilder.builder(job)
                        .stop(false)
                        .taskGroups(job.taskGroups().stream()
                                .filter(group -> counts.containsKey(group.name()))
                                .map(group -> TaskGroupBuilder.builder(group)
                                        .count(counts.get(group.name()))
                                        .build())
                                .toList())
                        .build();
    }

    private static int largest(Job job) {
        return job.taskGroups().stream()
                .mapToInt(group -> group.tasks().stream()
                        .mapToInt(task ->
                                task.resources() == null || task.resources().memoryMb() == null
                                        ? 0
                                        : task.resources().memoryMb())
                        .sum())
                .max()
                .orElse(0);
    }

    private static boolean fits(
            State state, List<Job> jobs, List<Node> nodes, Instant now, Map<String, Integer> packed) {
        Imagined imagined = new Imagined(State.initial(), now);
        imagined.apply(new SettingsCommand.UpsertNamespaces(List.copyOf(state.namespaces())));
        imagined.apply(new VolumeCommand.RegisterCsi(List.copyOf(state.csiVolumes()), now));
        imagined.apply(new SettingsCommand.UpsertNodePools(List.copyOf(state.nodePools())));
        imagined.apply(new SettingsCommand.SetSchedulerConfiguration(
                SchedulerConfigurationBuilder.builder(state.schedulerConfiguration())
                        .schedulerAlgorithm("binpack")
                        .build()));
        nodes.forEach(node -> imagined.apply(new NodeCommand.Register(node, now, List.of())));
        for (Job job : jobs) {
            Imagined.Result result = imagined.run(job);
            if (!Work.isSystem(job)) {
                if (!result.complete()) {
                    return false;
                }
                result.placed().forEach(allocation -> packed.merge(allocation.nodeId(), 1, Integer::sum));
            }
        }
        return true;
    }
}
