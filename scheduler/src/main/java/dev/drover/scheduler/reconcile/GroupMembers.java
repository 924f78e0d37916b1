package dev.drover.scheduler.reconcile;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.deployment.DeploymentState;
import dev.drover.model.job.Job;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.job.UpdateKind;
import dev.drover.state.Statuses;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who there is of a group and what each is to it: tells the standing of every allocation, chooses between those that came back and
 * their replacements ({@link Homecomings}), sets canaries ({@link CanaryTrial}) and what is too much apart, and sorts the rest by
 * what the job's version means for it. Decides nothing about when that happens. All maps are by allocation id, for a group may have fifty thousand of them.
 */
final class GroupMembers {
    /** Hold a place of the count: what runs, has done its work, has failed for good or waits for its retry. */
    final Map<String, Allocation> holding = new LinkedHashMap<>();

    /** Hold a place, but nobody can see what they do, so they are neither changed nor chosen to stop. */
    final Set<String> hidden = new HashSet<>();

    final Map<String, Allocation> migrating = new LinkedHashMap<>();
    final Map<String, Allocation> lost = new LinkedHashMap<>();

    /** Of those that are lost, whose place nobody has taken. */
    final Map<String, Allocation> lostUnreplaced = new LinkedHashMap<>();

    final Map<String, Allocation> retrying = new LinkedHashMap<>();

    /** Hold a place although they failed, until their deployment lets them be replaced. */
    final Set<String> heldBack = new HashSet<>();

    /** Hold a place and wait until they may be replaced. */
    final Map<String, FollowUps.Due> waiting = new LinkedHashMap<>();

    /** Hold a place on a silent node that ends them by itself. */
    final Map<String, FollowUps.Due> endingAlone = new LinkedHashMap<>();

    /** Go out of sight now, with the time at which they count as lost. */
    final Map<String, Standing.Vanishing> vanishing = new LinkedHashMap<>();

    /** Out of sight, and somebody else should be in their place already. */
    final Map<String, Allocation> unreplaced = new LinkedHashMap<>();

    /** Of those that hold a place, what came back into sight, as it is from now on. */
    final Map<String, Allocation> reconnected = new LinkedHashMap<>();

    /** Must make way: they came back too late, or somebody else was chosen in their place. */
    final List<Allocation> losers = new ArrayList<>();

    /** Are under trial and do not count as part of the group. */
    final Map<String, Allocation> canaries = new LinkedHashMap<>();

    /** Of those that hold a place, what can change to the job's version where it is. */
    final List<Allocation> inPlace = new ArrayList<>();

    /** Of those that hold a place, what has to be replaced for the job's version. */
    final List<Allocation> destructive = new ArrayList<>();

    /** Is not needed any more. */
    final List<Allocation> surplus = new ArrayList<>();

    /** Is not needed any more, and its node cannot tell of its end. */
    final List<Allocation> lostSurplus = new ArrayList<>();

    /** Out of sight, whether or not somebody is in their place; without canaries. */
    final Map<String, Allocation> unseen = new LinkedHashMap<>();

    /** Of those that hold a place, what has done its work. */
    final Map<String, Allocation> done = new LinkedHashMap<>();

    final NameIndex names;
    private final ReconcileInput input;
    private final TaskGroup group;
    private final Set<String> onTrial = new LinkedHashSet<>();
    private final Map<String, Standing.Returned> returned = new LinkedHashMap<>();
    private final int count;

    GroupMembers(
            ReconcileInput input,
            Job job,
            TaskGroup group,
            int count,
            List<Allocation> existing,
            Rollout rollout,
            UpdateKinds kinds) {
        this.input = input;
        this.group = group;
        this.count = count;
        this.names = new NameIndex(job.id(), group.name(), count);
        rollout.state(group.name())
                .filter(state -> !state.promoted() && !rollout.stalledByFailure())
                .ifPresent(state -> onTrial.addAll(state.placedCanaries()));
        Classifier classifier = new Classifier(input, job, rollout.active());
        existing.forEach(allocation -> classify(classifier.classify(allocation, group)));
        Homecomings.settle(this, returned.values(), input.now());
        CanaryTrial.setApart(this, onTrial);
        rollout.state(group.name())
                .filter(DeploymentState::promoted)
                .ifPresent(state -> CanaryTrial.makeWay(this, state.placedCanaries()));
        useNames();
        setExcessApart();
        sortUpdates(kinds);
    }

    /** How many more allocations the count asks for. */
    int free() {
        return Math.max(0, count - holding.size() - hidden.size() - migrating.size());
    }

    private void classify(Standing standing) {
        switch (standing) {
            case Standing.Kept(Allocation kept) -> holding.put(kept.id(), kept);
            case Standing.HeldBack(Allocation failed) -> {
                holding.put(failed.id(), failed);
                heldBack.add(failed.id());
            }
            case Standing.Done(Allocation finished) -> {
                holding.put(finished.id(), finished);
                done.put(finished.id(), finished);
            }
            case Standing.Migrating(Allocation leaving) -> migrating.put(leaving.id(), leaving);
            case Standing.Lost(Allocation gone) -> lost.put(gone.id(), gone);
            case Standing.LostAt(Allocation silent, Instant time) -> {
                endingAlone.put(silent.id(), new FollowUps.Due(silent, time));
                endsAlone(silent);
            }
            case Standing.Vanishing out -> {
                vanishing.put(out.allocation().id(), out);
                outOfSight(out.allocation());
            }
            case Standing.Unseen(Allocation out) -> outOfSight(out);
            case Standing.Returned back -> returned.put(back.allocation().id(), back);
            case Standing.Retry(Allocation failed) -> retrying.put(failed.id(), failed);
            case Standing.RetryLater(Allocation failed, Instant from) -> {
                holding.put(failed.id(), failed);
                waiting.put(failed.id(), new FollowUps.Due(failed, from));
            }
            case Standing.Gone over -> {}
        }
    }

    /** Nobody takes its place until then; of a canary that is not its place in the group, and in no trial any more none at all. */
    private void endsAlone(Allocation silent) {
        if (!CanaryTrial.isCanary(silent)) {
            hidden.add(silent.id());
            names.use(List.of(silent));
        } else if (onTrial.contains(silent.id())) {
            canaries.put(silent.id(), silent);
        }
    }

    private void outOfSight(Allocation allocation) {
        if (CanaryTrial.isCanary(allocation)) {
            canaryOutOfSight(allocation);
            return;
        }
        unseen.put(allocation.id(), allocation);
        if (!DisconnectPolicy.of(allocation).replace()) {
            hidden.add(allocation.id());
            names.use(List.of(allocation));
        } else if (allocation.nextAllocation().isEmpty()) {
            unreplaced.put(allocation.id(), allocation);
        }
    }

    /** Another canary is tried in its place, unless there must not be two. */
    private void canaryOutOfSight(Allocation canary) {
        if (!onTrial.contains(canary.id())) {
            vanishing.remove(canary.id());
            lostSurplus.add(canary);
        } else if (!DisconnectPolicy.of(canary).replace()) {
            canaries.put(canary.id(), canary);
        }
    }

    /** Who is gone hands on its name, unless somebody bears it already. */
    private void useNames() {
        names.use(holding.values());
        names.use(migrating.values());
        names.use(retrying.values());
        Set<String> borne = new HashSet<>();
        if (!lost.isEmpty() || !unreplaced.isEmpty()) {
            holding.values().forEach(allocation -> borne.add(allocation.name()));
            migrating.values().forEach(allocation -> borne.add(allocation.name()));
        }
        lost.values().stream()
                .filter(allocation -> allocation.nextAllocation().isEmpty() && borne.add(allocation.name()))
                .forEach(allocation -> lostUnreplaced.put(allocation.id(), allocation));
        unreplaced.values().removeIf(allocation -> !borne.add(allocation.name()));
        names.use(lostUnreplaced.values());
        names.use(unreplaced.values());
    }

    private void setExcessApart() {
        int excess = holding.size() + migrating.size() - count;
        if (excess <= 0) {
            return;
        }
        for (Allocation allocation : StopOrder.of(holding.values(), migrating.values(), done.keySet())) {
            if (excess-- <= 0) {
                return;
            }
            dismiss(allocation, surplus);
        }
    }

    /** It is not part of the group any more. */
    void dismiss(Allocation allocation, List<Allocation> target) {
        String id = allocation.id();
        for (Map<String, ?> set : List.of(
                holding,
                migrating,
                lost,
                retrying,
                waiting,
                endingAlone,
                vanishing,
                unseen,
                unreplaced,
                reconnected,
                canaries)) {
            set.remove(id);
        }
        hidden.remove(id);
        heldBack.remove(id);
        target.add(allocation);
    }

    private void sortUpdates(UpdateKinds kinds) {
        for (Allocation allocation : holding.values()) {
            boolean terminal = Statuses.terminal(allocation);
            UpdateKind kind = done.containsKey(allocation.id()) ? UpdateKind.NONE : kinds.of(allocation);
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
}
