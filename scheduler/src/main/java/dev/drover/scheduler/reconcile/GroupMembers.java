package dev.drover.scheduler.reconcile;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.deployment.DeploymentState;
import dev.drover.model.job.Job;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.job.UpdateKind;
import dev.drover.state.Statuses;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Who there is of a group and what each is to it: tells the standing of every allocation, sets canaries and what is too much apart,
 * and sorts the rest by what the job's version means for it. Decides nothing about when that happens.
 */
final class GroupMembers {
    /** Hold a place of the count: what runs, has done its work, has failed for good or waits for its retry. */
    final List<Allocation> holding = new ArrayList<>();

    final List<Allocation> migrating = new ArrayList<>();
    final List<Allocation> lost = new ArrayList<>();
    final List<Allocation> retrying = new ArrayList<>();
    final List<Standing.RetryLater> waiting = new ArrayList<>();

    /** Are under trial and do not count as part of the group. */
    final List<Allocation> canaries = new ArrayList<>();

    /** Of those that hold a place, what can change to the job's version where it is. */
    final List<Allocation> inPlace = new ArrayList<>();

    /** Of those that hold a place, what has to be replaced for the job's version. */
    final List<Allocation> destructive = new ArrayList<>();

    /** Is not needed any more. */
    final List<Allocation> surplus = new ArrayList<>();

    /** Is not needed any more, and its node cannot tell of its end. */
    final List<Allocation> lostSurplus = new ArrayList<>();

    final NameIndex names;
    private final ReconcileInput input;
    private final Job job;
    private final TaskGroup group;
    private final Rollout rollout;
    private final Set<String> done = new HashSet<>();
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
        this.job = job;
        this.group = group;
        this.rollout = rollout;
        this.count = count;
        this.names = new NameIndex(job.id(), group.name(), count);
        classify(existing);
        setCanariesApart();
        setExcessApart();
        sortUpdates(kinds);
    }

    private void classify(List<Allocation> existing) {
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
                (onLostNode ? lostSurplus : surplus).add(allocation);
            }
        }
    }

    private static boolean isCanary(Allocation allocation) {
        return allocation.deploymentStatus() != null
                && allocation.deploymentStatus().canary();
    }

    private void setExcessApart() {
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
            surplus.add(allocation);
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

    private void sortUpdates(UpdateKinds kinds) {
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
}
