package dev.drover.scheduler.reconcile;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.alloc.RescheduleTracker;
import dev.drover.model.deployment.DeploymentState;
import dev.drover.model.eval.DesiredUpdates;
import dev.drover.model.job.Job;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.job.TaskGroups;
import dev.drover.model.job.UpdateKind;
import dev.drover.model.job.UpdateStrategy;
import dev.drover.state.Statuses;
import dev.drover.state.plan.AllocationStop;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reconciles one group of a service or batch job, in the order in which one step depends on the other: tell the standing of what
 * exists, set canaries apart, stop what is too much, sort updates, place what is missing, replace within the limits of the roll-out.
 */
final class GroupReconciler {
    private final ReconcileInput input;
    private final Job job;
    private final TaskGroup group;
    private final List<Allocation> existing;
    private final Rollout rollout;
    private final UpdateKinds kinds;
    private final FollowUps followUps;
    private final IntentsGathering intents;
    private final int count;

    /** Hold a place of the count: what runs, has done its work, has failed for good or waits for its retry. */
    private final List<Allocation> holding = new ArrayList<>();

    private final Set<String> done = new HashSet<>();
    private final List<Allocation> migrating = new ArrayList<>();
    private final List<Allocation> lost = new ArrayList<>();
    private final List<Allocation> retrying = new ArrayList<>();
    private final List<Standing.RetryLater> waiting = new ArrayList<>();
    private final List<Allocation> canaries = new ArrayList<>();
    private final List<Allocation> inPlace = new ArrayList<>();
    private final List<Allocation> destructive = new ArrayList<>();
    private final Tally tally = new Tally();
    private final NameIndex names;

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
        this.kinds = kinds;
        this.followUps = followUps;
        this.intents = intents;
        this.count = Objects.requireNonNullElse(group.count(), 1);
        this.names = new NameIndex(job.id(), group.name(), count);
    }

    /** Returns whether the group is all that its deployment wants it to be */
    boolean reconcile() {
        classify();
        setCanariesApart();
        stopExcess();
        sortUpdates();
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
                && destructive.isEmpty()
                && inPlace.isEmpty()
                && migrating.isEmpty()
                && retrying.isEmpty()
                && waiting.isEmpty();
        return idle && !canariesNeeded && healthyEnough();
    }

    private void classify() {
        Classifier classifier = new Classifier(input, job, rollout.active());
        for (Allocation allocation : existing) {
            switch (classifier.classify(allocation, group)) {
                case Standing.Kept kept -> holding.add(kept.allocation());
                case Standing.Done finished -> {
                    holding.add(finished.allocation());
                    done.add(finished.allocation().id());
                }
                case Standing.Migrating leaving -> migrating.add(leaving.allocation());
                case Standing.Lost gone -> lost.add(gone.allocation());
                case Standing.Retry retry -> retrying.add(retry.allocation());
                case Standing.RetryLater later -> {
                    holding.add(later.allocation());
                    waiting.add(later);
                }
                case Standing.Gone over -> {}
            }
        }
    }

    /** Canaries under trial do not count as part of the group; those of an abandoned roll-out are stopped. */
    private void setCanariesApart() {
        Set<String> onTrial = new HashSet<>();
        rollout.state(group.name())
                .filter(state -> !state.promoted() && !rollout.stalledByFailure())
                .ifPresent(state -> onTrial.addAll(state.placedCanaries()));
        for (Allocation allocation : List.copyOf(holding)) {
            if (onTrial.contains(allocation.id())) {
                canaries.add(allocation);
                holding.remove(allocation);
            }
        }
        abandon(holding, false);
        abandon(migrating, false);
        abandon(retrying, false);
        abandon(lost, true);
        names.use(holding);
        names.use(migrating);
        names.use(retrying);
        names.use(lost);
    }

    private void abandon(List<Allocation> set, boolean onLostNode) {
        for (Allocation allocation : List.copyOf(set)) {
            if (isCanary(allocation)) {
                set.remove(allocation);
                waiting.removeIf(later -> later.allocation().equals(allocation));
                stop(allocation, onLostNode);
            }
        }
    }

    private static boolean isCanary(Allocation allocation) {
        return allocation.deploymentStatus() != null
                && allocation.deploymentStatus().canary();
    }

    private void stop(Allocation allocation, boolean onLostNode) {
        tally.stop++;
        if (onLostNode) {
            intents.lose(allocation);
        } else {
            intents.stop(allocation, Reasons.NOT_NEEDED);
        }
    }

    private void stopExcess() {
        int excess = holding.size() + migrating.size() - count;
        if (excess <= 0) {
            return;
        }
        for (Allocation allocation : StopOrder.of(holding, migrating, done, promotedNames())) {
            if (excess-- <= 0) {
                return;
            }
            holding.remove(allocation);
            migrating.remove(allocation);
            waiting.removeIf(later -> later.allocation().equals(allocation));
            stop(allocation, false);
        }
    }

    /** Names that promoted canaries took over: their older bearers go first. */
    private Set<String> promotedNames() {
        Set<String> promoted = new HashSet<>();
        rollout.state(group.name()).filter(DeploymentState::promoted).ifPresent(state -> {
            for (Allocation allocation : holding) {
                if (state.placedCanaries().contains(allocation.id())) {
                    promoted.add(allocation.name());
                }
            }
        });
        return promoted;
    }

    private void sortUpdates() {
        for (Allocation allocation : holding) {
            boolean terminal = Statuses.terminal(allocation);
            UpdateKind kind = done.contains(allocation.id()) ? UpdateKind.NONE : kinds.of(allocation);
            switch (kind) {
                case NONE -> {}
                case IN_PLACE -> {
                    if (!terminal) {
                        (input.keepsNode().test(allocation, group) ? inPlace : destructive).add(allocation);
                    }
                }
                case DESTRUCTIVE -> destructive.add(allocation);
            }
        }
        destructive.sort(NameIndex.BY_INDEX);
    }

    private boolean canariesNeeded() {
        UpdateStrategy update = strategy();
        int wanted = update == null ? 0 : Objects.requireNonNullElse(update.canary(), 0);
        boolean promoted =
                rollout.state(group.name()).filter(DeploymentState::promoted).isPresent();
        return wanted > canaries.size() && !destructive.isEmpty() && !promoted && !rollout.stalled();
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
        boolean changes = !destructive.isEmpty() || !inPlace.isEmpty() || canariesNeeded;
        if (ranBefore && !changes) {
            return;
        }
        rollout.start(group.name(), GroupRollout.begin(update, count, canariesNeeded, input.now()));
    }

    private void placeCanaries() {
        int wanted =
                Objects.requireNonNullElse(Objects.requireNonNull(strategy()).canary(), 0) - canaries.size();
        tally.canary += wanted;
        for (String name : names.nextCanaries(wanted, canaries, destructive)) {
            intents.place(placement(name, Optional.empty()).canary(true).build());
        }
    }

    /** Returns how many placements count against the limit of the roll-out */
    private int placeMissing(boolean trying) {
        int slots = Math.max(0, count - holding.size() - migrating.size());
        int placed = 0;
        for (Allocation failed : retrying) {
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
        for (Allocation gone : lost) {
            intents.lose(gone);
            tally.stop++;
            if (placed < slots) {
                intents.place(successor(gone, trying).build());
                placed++;
            }
        }
        if (!trying && !rollout.stalled()) {
            for (String name : names.next(slots - placed)) {
                intents.place(placement(name, Optional.empty()).build());
                placed++;
            }
        }
        tally.place += placed;
        return placed;
    }

    private void migrate(boolean trying) {
        for (Allocation allocation :
                migrating.stream().sorted(NameIndex.BY_INDEX).toList()) {
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
        List<Allocation> now = destructive.subList(0, Math.clamp(limit, 0, destructive.size()));
        for (Allocation old : now) {
            AllocationStop stop = AllocationStop.of(old.id(), Reasons.UPDATING);
            intents.replace(placement(old.name(), Optional.of(old))
                    .stopWith(Optional.of(stop))
                    .build());
            waiting.removeIf(later -> later.allocation().equals(old));
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
                        Objects.requireNonNullElse(update.maxParallel(), count), rollout.idFor(group.name()), holding);
    }

    private void updateInPlace() {
        tally.inPlace += inPlace.size();
        for (Allocation allocation : inPlace) {
            String deploymentId = rollout.idFor(group.name());
            boolean joins = !deploymentId.isEmpty() && !deploymentId.equals(allocation.deploymentId());
            intents.update(List.of(AllocationBuilder.builder(allocation)
                    .job(job)
                    .evalId(input.evaluation().id())
                    .deploymentId(deploymentId)
                    .deploymentStatus(joins ? null : allocation.deploymentStatus())
                    .build()));
        }
        tally.rescheduleLater += waiting.size();
        intents.update(followUps.retryLater(job, waiting));
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

    /** Counts for the annotations of the plan. */
    private static final class Tally {
        private int place;
        private int stop;
        private int migrate;
        private int canary;
        private int inPlace;
        private int destructive;
        private int rescheduleNow;
        private int rescheduleLater;

        /** What is neither stopped, replaced nor changed is left alone. */
        DesiredUpdates finish(int existing) {
            int ignored = existing - stop - migrate - inPlace - destructive;
            return new DesiredUpdates(
                    ignored,
                    place,
                    migrate,
                    stop,
                    inPlace,
                    destructive,
                    canary,
                    0,
                    0,
                    0,
                    rescheduleNow,
                    rescheduleLater);
        }
    }
}
