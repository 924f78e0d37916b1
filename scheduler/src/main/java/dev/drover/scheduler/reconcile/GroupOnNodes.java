package dev.drover.scheduler.reconcile;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.deployment.DeploymentState;
import dev.drover.model.eval.DesiredUpdatesBuilder;
import dev.drover.model.job.Job;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.job.TaskGroups;
import dev.drover.model.job.UpdateStrategy;
import dev.drover.model.node.Node;
import dev.drover.state.plan.AllocationStop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Reconciles one group of a system or sysbatch job. A system job with an update block is rolled out like a service, except that its
 * canaries are a share of the nodes and take the places of what runs there: two of a kind on one node would be in each other's way.
 */
final class GroupOnNodes {
    private static final int PERCENT = 100;

    private final ReconcileInput input;
    private final Job job;
    private final TaskGroup group;
    private final NodeMembers members;
    private final Rollout rollout;
    private final FollowUps followUps;
    private final IntentsGathering intents;
    private final Optional<UpdateStrategy> strategy;
    private int canaries;

    GroupOnNodes(
            ReconcileInput input,
            Job job,
            TaskGroup group,
            NodeMembers members,
            Rollout rollout,
            FollowUps followUps,
            IntentsGathering intents) {
        this.input = input;
        this.job = job;
        this.group = group;
        this.members = members;
        this.rollout = rollout;
        this.followUps = followUps;
        this.intents = intents;
        this.strategy = GroupRollout.watched(group).filter(update -> job.type().equals("system"));
    }

    /** Returns whether the group is all that its deployment wants it to be */
    boolean reconcile() {
        int wanted = members.covering.size() + members.uncovered.size();
        startRollout(wanted);
        rollout.aim(group.name(), wanted);
        Set<String> replaced = replace();
        placeMissing();
        updateInPlace();
        intents.vanish(members.vanishing, job, followUps, input.now());
        members.inPlace.forEach(allocation -> members.reconnected.remove(allocation.id()));
        members.reconnected.keySet().removeAll(replaced);
        intents.update(members.reconnected.values());
        tell(replaced.size());
        boolean idle = members.destructive.isEmpty() && members.inPlace.isEmpty() && members.uncovered.isEmpty();
        return idle && rollout.state(group.name()).map(GroupRollout::complete).orElse(true);
    }

    private void startRollout(int wanted) {
        if (strategy.isEmpty() || wanted == 0 || rollout.current().isPresent()) {
            return;
        }
        boolean ranBefore = input.allocations().stream()
                .filter(allocation -> allocation.taskGroup().equals(group.name()))
                .anyMatch(allocation -> Classifier.sameVersion(allocation, job));
        if (!ranBefore || !members.destructive.isEmpty() || !members.inPlace.isEmpty()) {
            UpdateStrategy update = strategy.get();
            rollout.start(group.name(), GroupRollout.begin(update, wanted, share(update), input.now()));
        }
    }

    /** How many of the nodes that change try the new version first. */
    private int share(UpdateStrategy update) {
        long part = (long) members.destructive.size() * GroupRollout.canaries(update);
        return (int) Math.min(Math.ceilDiv(part, PERCENT), GroupRollout.maxParallel(update));
    }

    private boolean trying() {
        return rollout.state(group.name())
                .filter(state -> state.desiredCanaries() > 0 && !state.promoted())
                .isPresent();
    }

    /** Returns the ids of those that are replaced now */
    private Set<String> replace() {
        int limit = strategy.isPresent() ? rolloutLimit() : staggerLimit();
        List<Allocation> now = members.destructive.subList(0, Math.clamp(limit, 0, members.destructive.size()));
        Set<String> replaced = new HashSet<>();
        for (Allocation old : now) {
            AllocationStop stop = AllocationStop.of(old.id(), Reasons.UPDATING);
            intents.replace(placement(old.nodeId(), Optional.of(old))
                    .canary(trying())
                    .stopWith(Optional.of(stop))
                    .build());
            replaced.add(old.id());
        }
        canaries = trying() ? replaced.size() : 0;
        return replaced;
    }

    private int rolloutLimit() {
        if (rollout.stalled()) {
            return 0;
        }
        String deploymentId = rollout.idFor(group.name());
        List<Allocation> known = known();
        int limit = GroupRollout.limit(GroupRollout.maxParallel(strategy.orElseThrow()), deploymentId, known);
        return trying() ? Math.min(limit, canariesMissing(deploymentId, known)) : limit;
    }

    /** Who covers a node, or did so last: what has failed there holds up the roll-out until its successor is healthy. */
    private List<Allocation> known() {
        List<Allocation> known = new ArrayList<>(members.covering.values());
        members.uncovered.forEach(
                node -> Optional.ofNullable(members.before.get(node.id())).ifPresent(known::add));
        return known;
    }

    /** Those that end are placed again as canaries, so they are no reason to try on further nodes. */
    private int canariesMissing(String deploymentId, List<Allocation> known) {
        long tried = known.stream()
                .filter(allocation -> allocation.deploymentId().equals(deploymentId))
                .filter(CanaryTrial::isCanary)
                .count();
        int wanted = rollout.state(group.name())
                .map(DeploymentState::desiredCanaries)
                .orElse(0);
        return (int) Math.max(0, wanted - tried);
    }

    /** What nobody watches goes from node to node with a pause. */
    private int staggerLimit() {
        int outdated = members.destructive.size();
        Optional<UpdateStrategy> paced = GroupRollout.watched(group);
        int limit = paced.map(GroupRollout::maxParallel).orElse(outdated);
        if (limit < outdated) {
            Duration stagger = Objects.requireNonNullElse(paced.orElseThrow().stagger(), Duration.ZERO);
            followUps.at(job, input.now().plus(stagger), "rolling-update", "waits to update the next nodes");
        }
        return limit;
    }

    private void placeMissing() {
        boolean hesitant = strategy.isPresent() && (trying() || rollout.stalled());
        for (Node node : members.uncovered) {
            Optional<Allocation> before = Optional.ofNullable(members.before.get(node.id()));
            PlacementBuilder placement = placement(node.id(), before);
            if (hesitant) {
                boolean canary = before.filter(CanaryTrial::isCanary)
                        .filter(last -> Classifier.sameVersion(last, job))
                        .isPresent();
                if (canary) {
                    placement.canary(trying());
                } else {
                    proven(before).ifPresent(own -> stay(placement, own));
                }
            }
            intents.place(placement.build());
        }
    }

    /** The version that ran on the node, or that still runs on others, while nobody knows whether the new one is any good. */
    private Optional<Job> proven(Optional<Allocation> before) {
        return before.or(() -> members.destructive.stream().findFirst()).map(Allocation::job);
    }

    private void stay(PlacementBuilder placement, Job older) {
        TaskGroups.find(older, group.name())
                .ifPresent(own -> placement
                        .job(older)
                        .group(own)
                        .deploymentId(older.version() == job.version() ? rollout.idFor(group.name()) : ""));
    }

    private void updateInPlace() {
        String deploymentId = rollout.idFor(group.name());
        for (Allocation allocation : members.inPlace) {
            boolean joins = !deploymentId.isEmpty() && !deploymentId.equals(allocation.deploymentId());
            intents.update(List.of(AllocationBuilder.builder(allocation)
                    .job(job)
                    .evalId(input.evaluation().id())
                    .deploymentId(deploymentId)
                    .deploymentStatus(joins ? null : allocation.deploymentStatus())
                    .build()));
        }
    }

    private void tell(int replaced) {
        int touched = members.stopped
                + members.migrated
                + members.inPlace.size()
                + replaced
                + members.vanishing.size()
                + members.reconnected.size();
        intents.desire(
                group.name(),
                DesiredUpdatesBuilder.builder()
                        .place(members.uncovered.size())
                        .stop(members.stopped)
                        .migrate(members.migrated)
                        .inPlaceUpdate(members.inPlace.size())
                        .destructiveUpdate(replaced)
                        .canary(canaries)
                        .disconnect(members.vanishing.size())
                        .reconnect(members.reconnected.size())
                        .ignore(members.total - touched)
                        .build());
    }

    private PlacementBuilder placement(String nodeId, Optional<Allocation> previous) {
        return PlacementBuilder.builder()
                .name(NameIndex.name(job.id(), group.name(), 0))
                .group(group)
                .job(job)
                .previous(previous)
                .stopWith(Optional.empty())
                .tracker(Optional.empty())
                .deploymentId(rollout.idFor(group.name()))
                .nodeId(Optional.of(nodeId));
    }
}
