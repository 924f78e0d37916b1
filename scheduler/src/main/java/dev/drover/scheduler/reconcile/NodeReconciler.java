package dev.drover.scheduler.reconcile;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.DesiredTransition;
import dev.drover.model.eval.DesiredUpdatesBuilder;
import dev.drover.model.job.Job;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.job.UpdateStrategy;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeStatus;
import dev.drover.scheduler.feasibility.Nodes;
import dev.drover.state.Statuses;
import dev.drover.state.plan.AllocationStop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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

    private NodeReconciler(ReconcileInput input, List<Node> usable, BiPredicate<Node, TaskGroup> suits) {
        this.input = input;
        this.usable = usable;
        this.suits = suits;
        this.followUps = new FollowUps(input.evaluation(), input.ids());
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
        intents.loseWhatCannotReport(input.allocations(), this::isGone);
        Map<String, List<Allocation>> byGroup = input.allocations().stream()
                .collect(Collectors.groupingBy(Allocation::taskGroup, LinkedHashMap::new, Collectors.toList()));
        Set<String> wanted = new HashSet<>();
        input.running().ifPresent(job -> {
            UpdateKinds kinds = new UpdateKinds(job);
            for (TaskGroup group : job.taskGroups()) {
                if (Objects.requireNonNullElse(group.count(), 1) > 0) {
                    wanted.add(group.name());
                    new GroupOnNodes(job, group, kinds, byGroup.getOrDefault(group.name(), List.of())).reconcile();
                }
            }
        });
        String reason = input.running().isPresent() ? Reasons.NOT_NEEDED : Reasons.JOB_STOPPED;
        byGroup.forEach((group, existing) -> {
            if (!wanted.contains(group)) {
                stopAll(group, existing, reason);
            }
        });
        return intents.finish(Optional.empty(), List.of(), followUps.made());
    }

    private void stopAll(String group, List<Allocation> existing, String reason) {
        int stopped = 0;
        for (Allocation allocation : existing) {
            if (!Statuses.terminal(allocation)) {
                stopped++;
                if (isGone(allocation)) {
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

    private boolean isGone(Allocation allocation) {
        return input.nodes()
                .apply(allocation.nodeId())
                .map(node -> node.status() == NodeStatus.DOWN || node.status() == NodeStatus.DISCONNECTED)
                .orElse(true);
    }

    /** One group on all nodes. */
    private final class GroupOnNodes {
        private final Job job;
        private final TaskGroup group;
        private final UpdateKinds kinds;
        private final List<Allocation> existing;
        private final Map<String, Allocation> covered = new HashMap<>();
        private final Map<String, Allocation> ended = new HashMap<>();
        private final List<Allocation> outdated = new ArrayList<>();
        private int stopped;
        private int migrated;
        private int updated;
        private int placed;

        GroupOnNodes(Job job, TaskGroup group, UpdateKinds kinds, List<Allocation> existing) {
            this.job = job;
            this.group = group;
            this.kinds = kinds;
            this.existing = existing;
        }

        void reconcile() {
            existing.forEach(this::consider);
            int replaced = replaceOutdated();
            placeMissing();
            int ignored = existing.size() - stopped - migrated - updated - replaced;
            intents.desire(
                    group.name(),
                    DesiredUpdatesBuilder.builder()
                            .place(placed)
                            .stop(stopped)
                            .migrate(migrated)
                            .inPlaceUpdate(updated)
                            .destructiveUpdate(replaced)
                            .ignore(ignored)
                            .build());
        }

        private void consider(Allocation allocation) {
            if (Statuses.terminal(allocation)) {
                ended.merge(allocation.nodeId(), allocation, GroupOnNodes::newer);
                return;
            }
            Optional<Node> node = input.nodes().apply(allocation.nodeId());
            if (node.isEmpty() || isGone(allocation)) {
                stopped++;
                intents.lose(allocation);
                return;
            }
            DesiredTransition transition = allocation.desiredTransition();
            if (transition != null && Boolean.TRUE.equals(transition.migrate())) {
                migrated++;
                intents.stop(allocation, Reasons.MIGRATING);
                ended.put(allocation.nodeId(), allocation);
                return;
            }
            if (covered.putIfAbsent(allocation.nodeId(), allocation) != null) {
                stop(allocation, Reasons.NOT_NEEDED);
                return;
            }
            follow(allocation, node.get());
        }

        /** Brings a running allocation to the job's version. */
        private void follow(Allocation allocation, Node node) {
            if (Classifier.sameVersion(allocation, job)) {
                return;
            }
            if (!Nodes.takesNewWork(node)
                    || !Nodes.inPool(node, job)
                    || !Nodes.inDatacenters(node, job)
                    || !suits.test(node, group)) {
                stop(allocation, Reasons.NODE_UNFIT);
                return;
            }
            switch (kinds.of(allocation)) {
                case NONE -> {}
                case IN_PLACE -> {
                    updated++;
                    intents.update(List.of(AllocationBuilder.builder(allocation)
                            .job(job)
                            .evalId(input.evaluation().id())
                            .build()));
                }
                case DESTRUCTIVE -> outdated.add(allocation);
            }
        }

        private void stop(Allocation allocation, String reason) {
            stopped++;
            intents.stop(allocation, reason);
        }

        /** As many at once as the update block allows; the rest after its stagger. */
        private int replaceOutdated() {
            UpdateStrategy update = group.update();
            int parallel = update == null ? 0 : Objects.requireNonNullElse(update.maxParallel(), 0);
            int limit = parallel == 0 ? outdated.size() : Math.min(parallel, outdated.size());
            for (Allocation old : outdated.subList(0, limit)) {
                AllocationStop stop = AllocationStop.of(old.id(), Reasons.UPDATING);
                intents.replace(placement(old.nodeId(), Optional.of(old))
                        .stopWith(Optional.of(stop))
                        .build());
            }
            if (limit < outdated.size() && update != null) {
                Duration stagger = Objects.requireNonNullElse(update.stagger(), Duration.ZERO);
                followUps.at(job, input.now().plus(stagger), "rolling-update", "waits to update the next nodes");
            }
            return limit;
        }

        private void placeMissing() {
            for (Node node : usable) {
                Allocation before = ended.get(node.id());
                if (!covered.containsKey(node.id()) && !hasRunOnce(before) && suits.test(node, group)) {
                    placed++;
                    intents.place(
                            placement(node.id(), Optional.ofNullable(before)).build());
                }
            }
        }

        private boolean hasRunOnce(@Nullable Allocation before) {
            return before != null
                    && job.type().equals("sysbatch")
                    && Classifier.sameVersion(before, job)
                    && (before.clientStatus() == ClientStatus.COMPLETE || before.clientStatus() == ClientStatus.FAILED);
        }

        private PlacementBuilder placement(String nodeId, Optional<Allocation> previous) {
            return PlacementBuilder.builder()
                    .name(NameIndex.name(job.id(), group.name(), 0))
                    .group(group)
                    .job(job)
                    .previous(previous)
                    .stopWith(Optional.empty())
                    .tracker(Optional.empty())
                    .deploymentId("")
                    .nodeId(Optional.of(nodeId));
        }

        private static Allocation newer(Allocation left, Allocation right) {
            return left.createIndex() >= right.createIndex() ? left : right;
        }
    }
}
