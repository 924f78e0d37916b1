package dev.drover.scheduler.reconcile;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.alloc.DesiredTransition;
import dev.drover.model.alloc.RescheduleTracker;
import dev.drover.model.deployment.DeploymentState;
import dev.drover.model.job.Job;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.job.TaskGroups;
import dev.drover.model.job.UpdateStrategy;
import dev.drover.state.plan.AllocationStop;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reconciles one group of a service or batch job: {@link GroupMembers} tells who there is; here is decided what happens now, in the
 * order in which one step depends on the other: stop what is too much, place what is missing, migrate, replace within the limits of
 * the roll-out.
 */
final class GroupReconciler {
    private final ReconcileInput input;
    private final Job job;
    private final TaskGroup group;
    private final List<Allocation> existing;
    private final Rollout rollout;
    private final FollowUps followUps;
    private final IntentsGathering intents;
    private final int count;
    private final Optional<UpdateStrategy> strategy;
    private final GroupMembers members;
    private final GroupTally tally = new GroupTally();

    GroupReconciler(
            ReconcileInput input,
            Job job,
            TaskGroup group,
            List<Allocation> existing,
            Rollout rollout,
            UpdateKinds kinds,
            FollowUps followUps,
            IntentsGathering intents) {
        this.input = input;
        this.job = job;
        this.group = group;
        this.existing = existing;
        this.rollout = rollout;
        this.followUps = followUps;
        this.intents = intents;
        this.count = Objects.requireNonNullElse(group.count(), 1);
        // Only services are rolled out, and only when their update block lets somebody watch.
        this.strategy = GroupRollout.watched(group).filter(update -> job.type().equals("service"));
        this.members = new GroupMembers(input, job, group, count, existing, rollout, kinds);
    }

    /** Returns whether the group is all that its deployment wants it to be */
    boolean reconcile() {
        stopSurplus();
        int canariesMissing = canariesMissing();
        startRollout(canariesMissing > 0);
        placeCanaries(canariesMissing);
        boolean trying = canariesMissing > 0 || canariesUnpromoted();
        int placed = placeMissing(trying);
        migrate(trying);
        Set<String> replaced = replace(trying ? 0 : limit() - placed);
        updateInPlace();
        noteSilence();
        noteReturn(replaced);
        intents.desire(group.name(), tally.finish(existing.size()));
        boolean idle = placed == 0
                && members.free() == 0
                && members.heldBack.isEmpty()
                && members.destructive.isEmpty()
                && members.inPlace.isEmpty()
                && members.migrating.isEmpty()
                && members.retrying.isEmpty()
                && members.waiting.isEmpty()
                && members.vanishing.isEmpty();
        return idle && canariesMissing == 0 && healthyEnough();
    }

    private void stopSurplus() {
        members.surplus.forEach(allocation -> intents.stop(allocation, Reasons.NOT_NEEDED));
        members.losers.forEach(allocation -> intents.stop(allocation, Reasons.RECONNECTED));
        members.lostSurplus.forEach(intents::lose);
        tally.stop += members.surplus.size() + members.losers.size() + members.lostSurplus.size();
    }

    /** A roll-out that began without canaries goes on without. */
    private int canariesMissing() {
        if (strategy.isEmpty() || rollout.stalled()) {
            return 0;
        }
        Optional<DeploymentState> state = rollout.state(group.name());
        if (state.isEmpty() && rollout.current().isPresent()) {
            return 0;
        }
        boolean toTry = state.map(begun -> begun.desiredCanaries() > 0 && !begun.promoted())
                .orElse(!members.destructive.isEmpty());
        int wanted = state.map(DeploymentState::desiredCanaries).orElse(GroupRollout.canaries(strategy.get()));
        return toTry ? Math.max(0, wanted - members.canaries.size()) : 0;
    }

    private boolean canariesUnpromoted() {
        return rollout.state(group.name())
                .filter(state -> state.desiredCanaries() > 0 && !state.promoted())
                .isPresent();
    }

    private void startRollout(boolean canaries) {
        if (strategy.isEmpty() || count == 0 || rollout.current().isPresent()) {
            return;
        }
        boolean ranBefore = existing.stream().anyMatch(allocation -> Classifier.sameVersion(allocation, job));
        boolean changes = !members.destructive.isEmpty() || !members.inPlace.isEmpty() || canaries;
        if (!ranBefore || changes) {
            UpdateStrategy update = strategy.get();
            int tried = canaries ? GroupRollout.canaries(update) : 0;
            rollout.start(group.name(), GroupRollout.begin(update, count, tried, input.now()));
        }
    }

    private void placeCanaries(int missing) {
        tally.canary += missing;
        for (String name : members.names.nextCanaries(missing, members.canaries.values(), members.destructive)) {
            intents.place(placement(name, Optional.empty()).canary(true).build());
        }
    }

    /** Returns how many placements count against the limit of the roll-out */
    private int placeMissing(boolean trying) {
        int free = members.free();
        int placed = 0;
        for (Allocation failed : members.retrying.values()) {
            intents.stop(failed, Reasons.RESCHEDULED);
            tally.stop++;
            if (placed < free) {
                RescheduleTracker tracker = Rescheduling.tracker(failed, group.reschedulePolicy(), input.now());
                intents.place(successor(failed, trying)
                        .tracker(Optional.of(tracker))
                        .rescheduled(true)
                        .build());
                tally.rescheduleNow++;
                placed++;
            }
        }
        for (Allocation gone : members.lost.values()) {
            intents.lose(gone);
            tally.stop++;
            if (placed < free && members.lostUnreplaced.containsKey(gone.id())) {
                intents.place(successor(gone, trying).build());
                placed++;
            }
        }
        for (Allocation unseen : members.unreplaced.values()) {
            if (placed < free) {
                intents.place(successor(unseen, trying).build());
                placed++;
            }
        }
        if (!trying && !rollout.stalled()) {
            for (String name : members.names.next(free - placed)) {
                intents.place(placement(name, Optional.empty()).build());
                placed++;
            }
        }
        tally.place += placed;
        return placed;
    }

    private void migrate(boolean trying) {
        for (Allocation allocation :
                members.migrating.values().stream().sorted(NameIndex.BY_INDEX).toList()) {
            intents.stop(allocation, Reasons.MIGRATING);
            tally.migrate++;
            // A service would miss it until the next evaluation; only work can be over with that.
            if (!job.type().equals("batch") || Classifier.mayBeReplaced(allocation)) {
                intents.place(successor(allocation, trying)
                        .rescheduled(avoidsItsNode(allocation))
                        .build());
            }
        }
    }

    private static boolean avoidsItsNode(Allocation allocation) {
        DesiredTransition transition = allocation.desiredTransition();
        return transition != null && Boolean.TRUE.equals(transition.reschedule());
    }

    /** Returns the ids of those that are replaced now; the others wait for the next evaluation */
    private Set<String> replace(int limit) {
        Set<String> replaced = new HashSet<>();
        List<Allocation> now = members.destructive.subList(0, Math.clamp(limit, 0, members.destructive.size()));
        Set<String> borne = now.isEmpty() ? Set.of() : namesBesides(now);
        for (Allocation old : now) {
            // What ran as a system job bears one name on all nodes.
            String name =
                    borne.add(old.name()) ? old.name() : members.names.next(1).getFirst();
            AllocationStop stop = AllocationStop.of(old.id(), Reasons.UPDATING);
            intents.replace(placement(name, Optional.of(old))
                    .stopWith(Optional.of(stop))
                    .build());
            members.waiting.remove(old.id());
            replaced.add(old.id());
        }
        tally.destructive += replaced.size();
        return replaced;
    }

    private Set<String> namesBesides(List<Allocation> leaving) {
        Map<String, Allocation> staying = new HashMap<>(members.holding);
        leaving.forEach(allocation -> staying.remove(allocation.id()));
        return staying.values().stream().map(Allocation::name).collect(Collectors.toCollection(HashSet::new));
    }

    private int limit() {
        if (strategy.isEmpty()) {
            return count;
        }
        return rollout.stalled()
                ? 0
                : GroupRollout.limit(
                        GroupRollout.maxParallel(strategy.get()),
                        rollout.idFor(group.name()),
                        members.holding.values());
    }

    private void updateInPlace() {
        tally.inPlace += members.inPlace.size();
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
        tally.rescheduleLater += members.waiting.size();
        List<FollowUps.Due> untied = followUps.untied(members.waiting.values());
        tie(untied, followUps.retries(job, untied));
    }

    private void tie(List<FollowUps.Due> dues, Map<String, String> evaluations) {
        for (FollowUps.Due due : dues) {
            Allocation allocation = due.allocation();
            intents.update(List.of(AllocationBuilder.builder(allocation)
                    .followupEvalId(evaluations.getOrDefault(allocation.id(), ""))
                    .build()));
        }
    }

    /** What can be seen no more is written down, with the time at which it counts as lost. */
    private void noteSilence() {
        List<FollowUps.Due> untied = followUps.untied(members.endingAlone.values());
        tie(untied, followUps.losses(job, untied));
        tally.disconnect += members.vanishing.size();
        intents.vanish(members.vanishing.values(), job, followUps, input.now());
    }

    /** Somebody who changes or ends anyway needs no word about the return. */
    private void noteReturn(Set<String> replaced) {
        members.inPlace.forEach(allocation -> members.reconnected.remove(allocation.id()));
        members.reconnected.keySet().removeAll(replaced);
        members.reconnected.keySet().removeAll(members.migrating.keySet());
        tally.reconnect += members.reconnected.size();
        intents.update(members.reconnected.values());
    }

    /** A new allocation in the place of one that is gone. While canaries are tried, others stay on the version they had. */
    private PlacementBuilder successor(Allocation previous, boolean trying) {
        PlacementBuilder placement = placement(previous.name(), Optional.of(previous));
        Job own = previous.job();
        Optional<TaskGroup> older = own == null ? Optional.empty() : TaskGroups.find(own, group.name());
        if (trying && own != null && older.isPresent()) {
            placement.job(own).group(older.get()).deploymentId("");
        }
        return placement;
    }

    private PlacementBuilder placement(String name, Optional<Allocation> previous) {
        return PlacementBuilder.builder()
                .name(name)
                .group(group)
                .job(job)
                .previous(previous)
                .stopWith(Optional.empty())
                .tracker(previous.map(Allocation::rescheduleTracker))
                .deploymentId(rollout.idFor(group.name()))
                .nodeId(Optional.empty());
    }

    private boolean healthyEnough() {
        return rollout.state(group.name()).map(GroupRollout::complete).orElse(true);
    }
}
