package dev.drover.scheduler.reconcile;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.eval.DesiredUpdatesBuilder;
import dev.drover.model.job.Job;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.node.Node;
import dev.drover.state.Statuses;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/**
 * Compares what a system or sysbatch job should be with what there is of it: one allocation of each group on every usable node that
 * suits it, and for sysbatch only until it has ended there once. Pure, like {@link JobReconciler}.
 */
public final class NodeReconciler {
    private final ReconcileInput input;
    private final List<Node> usable;
    private final BiPredicate<Node, TaskGroup> suits;
    private final IntentsGathering intents = new IntentsGathering();
    private final FollowUps followUps;
    private final Rollout rollout;

    private NodeReconciler(ReconcileInput input, List<Node> usable, BiPredicate<Node, TaskGroup> suits) {
        this.input = input;
        this.usable = usable;
        this.suits = suits;
        this.followUps = new FollowUps(input);
        this.rollout = new Rollout(input);
    }

    /**
     * Tells what has to happen.
     *
     * @param usable nodes that take new work of this job
     * @param suits whether a node could run a group if it had room
     */
    public static Intents reconcile(ReconcileInput input, List<Node> usable, BiPredicate<Node, TaskGroup> suits) {
        return new NodeReconciler(input, usable, suits).reconcile();
    }

    private Intents reconcile() {
        intents.loseWhatCannotReport(input.allocations(), this::nodeIsGone);
        Map<String, List<Allocation>> byGroup = input.allocations().stream()
                .collect(Collectors.groupingBy(Allocation::taskGroup, LinkedHashMap::new, Collectors.toList()));
        Optional<Job> running = input.running();
        Set<String> wanted = new HashSet<>();
        if (running.isPresent()) {
            Job job = running.get();
            UpdateKinds kinds = new UpdateKinds(job);
            boolean complete = true;
            for (TaskGroup group : job.taskGroups()) {
                if (Objects.requireNonNullElse(group.count(), 1) > 0) {
                    wanted.add(group.name());
                    List<Allocation> existing = byGroup.getOrDefault(group.name(), List.of());
                    NodeMembers members = new NodeMembers(input, job, group, existing, usable, suits, kinds, intents);
                    complete &= new GroupOnNodes(input, job, group, members, rollout, followUps, intents).reconcile();
                }
            }
            if (complete) {
                rollout.complete();
            }
        }
        String reason = running.isPresent() ? Reasons.NOT_NEEDED : Reasons.JOB_STOPPED;
        byGroup.forEach((group, existing) -> {
            if (!wanted.contains(group)) {
                stopAll(group, existing, reason);
            }
        });
        return intents.finish(running.flatMap(rollout::changed), rollout.updates(), followUps.made());
    }

    private void stopAll(String group, List<Allocation> existing, String reason) {
        int stopped = 0;
        for (Allocation allocation : existing) {
            if (!Statuses.terminal(allocation)) {
                stopped++;
                if (nodeIsGone(allocation)) {
                    intents.lose(allocation);
                } else {
                    intents.stop(allocation, reason);
                }
            }
        }
        intents.desire(
                group,
                DesiredUpdatesBuilder.builder()
                        .stop(stopped)
                        .ignore(existing.size() - stopped)
                        .build());
    }

    private boolean nodeIsGone(Allocation allocation) {
        return Contact.isSilent(input.nodes().apply(allocation.nodeId()));
    }
}
