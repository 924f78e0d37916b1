package dev.drover.scheduler.reconcile;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.alloc.RescheduleTracker;
import dev.drover.model.deployment.DeploymentState;
import dev.drover.model.job.Job;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.job.TaskGroups;
import dev.drover.model.job.UpdateStrategy;
import dev.drover.state.plan.AllocationStop;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
        this.members = new GroupMembers(input, job, group, count, existing, rollout, kinds);
    }

    /** Returns whether the group is all that its deployment wants it to be */
    boolean reconcile() {
        stopSurplus();
        boolean canariesNeeded = canariesNeeded();
        startRollout(canariesNeeded);
        if (canariesNeeded) {
            placeCanaries();
        }
        boolean trying = canariesNeeded || canariesUnpromoted();
        int placed = placeMissing(trying);
        migrate(trying);
        int replaced = replace(trying ? 0 : limit() - placed);
        updateInPlace();
        intents.desire(group.name(), tally.finish(existing.size()));
        boolean idle = placed + replaced == 0
                && members.destructive.isEmpty()
                && members.inPlace.isEmpty()
                && members.migrating.isEmpty()
                && members.retrying.isEmpty()
                && members.waiting.isEmpty();
        return idle && !canariesNeeded && healthyEnough();
    }

    private void stopSurplus() {
        members.surplus.forEach(allocation -> intents.stop(allocation, Reasons.NOT_NEEDED));
        members.lostSurplus.forEach(intents::lose);
        tally.stop += members.surplus.size() + members.lostSurplus.size();
    }

    private boolean canariesNeeded() {
        UpdateStrategy update = strategy();
        int wanted = update == null ? 0 : Objects.requireNonNullElse(update.canary(), 0);
        boolean promoted =
                rollout.state(group.name()).filter(DeploymentState::promoted).isPresent();
        return wanted > members.canaries.size() && !members.destructive.isEmpty() && !promoted && !rollout.stalled();
    }

    private boolean canariesUnpromoted() {
        return rollout.state(group.name())
                .filter(state -> state.desiredCanaries() > 0 && !state.promoted())
                .isPresent();
    }

    /** Only services are rolled out, and only when their update block lets somebody watch. */
    private @Nullable UpdateStrategy strategy() {
        UpdateStrategy update = group.update();
        boolean watched = update != null && Objects.requireNonNullElse(update.maxParallel(), 0) > 0;
        return watched && job.type().equals("service") ? update : null;
    }

    private void startRollout(boolean canariesNeeded) {
        UpdateStrategy update = strategy();
        if (update == null || count == 0 || rollout.current().isPresent()) {
            return;
        }
        boolean ranBefore = existing.stream().anyMatch(allocation -> Classifier.sameVersion(allocation, job));
        boolean changes = !members.destructive.isEmpty() || !members.inPlace.isEmpty() || canariesNeeded;
        if (ranBefore && !changes) {
            return;
        }
        rollout.start(group.name(), GroupRollout.begin(update, count, canariesNeeded, input.now()));
    }

    private void placeCanaries() {
        int wanted =
                Objects.requireNonNullElse(Objects.requireNonNull(strategy()).canary(), 0) - members.canaries.size();
        tally.canary += wanted;
        for (String name : members.names.nextCanaries(wanted, members.canaries, members.destructive)) {
            intents.place(placement(name, Optional.empty()).canary(true).build());
        }
    }

    /** Returns how many placements count against the limit of the roll-out */
    private int placeMissing(boolean trying) {
        int slots = Math.max(0, count - members.holding.size() - members.migrating.size());
        int placed = 0;
        for (Allocation failed : members.retrying) {
            intents.stop(failed, Reasons.RESCHEDULED);
            tally.stop++;
            if (placed < slots) {
                RescheduleTracker tracker = Rescheduling.tracker(failed, group.reschedulePolicy(), input.now());
                intents.place(successor(failed, trying)
                        .tracker(Optional.of(tracker))
                        .rescheduled(true)
                        .build());
                tally.rescheduleNow++;
                placed++;
            }
        }
        for (Allocation gone : members.lost) {
            intents.lose(gone);
            tally.stop++;
            if (placed < slots) {
                intents.place(successor(gone, trying).build());
                placed++;
            }
        }
        if (!trying && !rollout.stalled()) {
            for (String name : members.names.next(slots - placed)) {
                intents.place(placement(name, Optional.empty()).build());
                placed++;
            }
        }
        tally.place += placed;
        return placed;
    }

    private void migrate(boolean trying) {
        for (Allocation allocation :
                members.migrating.stream().sorted(NameIndex.BY_INDEX).toList()) {
            intents.stop(allocation, Reasons.MIGRATING);
            tally.migrate++;
            boolean replaced = allocation.desiredTransition() == null
                    || !Boolean.TRUE.equals(allocation.desiredTransition().migrateDisablePlacement());
            if (replaced) {
                intents.place(successor(allocation, trying).build());
            }
        }
    }

    /** Returns how many are replaced now; the others wait for the next evaluation */
    private int replace(int limit) {
        List<Allocation> now = members.destructive.subList(0, Math.clamp(limit, 0, members.destructive.size()));
        for (Allocation old : now) {
            AllocationStop stop = AllocationStop.of(old.id(), Reasons.UPDATING);
            intents.replace(placement(old.name(), Optional.of(old))
                    .stopWith(Optional.of(stop))
                    .build());
            members.waiting.removeIf(later -> later.allocation().equals(old));
        }
        tally.destructive += now.size();
        return now.size();
    }

    private int limit() {
        UpdateStrategy update = strategy();
        if (update == null) {
            return count;
        }
        return rollout.stalled()
                ? 0
                : GroupRollout.limit(
                        Objects.requireNonNullElse(update.maxParallel(), count),
                        rollout.idFor(group.name()),
                        members.holding);
    }

    private void updateInPlace() {
        tally.inPlace += members.inPlace.size();
        for (Allocation allocation : members.inPlace) {
            String deploymentId = rollout.idFor(group.name());
            boolean joins = !deploymentId.isEmpty() && !deploymentId.equals(allocation.deploymentId());
            intents.update(List.of(AllocationBuilder.builder(allocation)
                    .job(job)
                    .evalId(input.evaluation().id())
                    .deploymentId(deploymentId)
                    .deploymentStatus(joins ? null : allocation.deploymentStatus())
                    .build()));
        }
        tally.rescheduleLater += members.waiting.size();
        intents.update(followUps.retryLater(job, members.waiting));
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
