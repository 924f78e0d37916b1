package dev.drover.server.plan;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.job.Job;
import dev.drover.scheduler.quota.QuotaRoom;
import dev.drover.scheduler.volume.VolumeRoom;
import dev.drover.state.State;
import dev.drover.state.Statuses;
import dev.drover.state.VolumeClaim;
import dev.drover.state.plan.PlanCommit;
import dev.drover.state.usage.AllocationUse;
import dev.drover.state.usage.NodeUsage;
import dev.drover.state.usage.QuotaUse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/**
 * Plans that were found to fit and are on their way into the log. The next plan is held against the newest state and all that they
 * are about to take. What they are about to free is not counted: so it does not matter in which order they arrive, or whether one of
 * them never does, and the newest state may show some of them already. Used by the one thread that judges plans.
 */
final class UnderWay {
    private final Set<Commit> commits = new HashSet<>();
    private final Map<String, Map<Commit, List<Allocation>>> comingByNode = new HashMap<>();

    /** A plan on its way. */
    static final class Commit {
        private final PlanCommit plan;
        private final CountDownLatch arrived = new CountDownLatch(1);
        private volatile long index;

        Commit(PlanCommit plan) {
            this.plan = plan;
        }

        /** It is in the state at this index, or 0 when it will never be. */
        void arrived(long at) {
            index = at;
            arrived.countDown();
        }

        /** Waits until it is known what became of it; answers its index, 0 when nothing. */
        long awaitIndex() throws InterruptedException {
            arrived.await();
            return index;
        }
    }

    void add(Commit commit) {
        commits.add(commit);
        for (Allocation placement : commit.plan.placements()) {
            if (Statuses.holdsRoom(placement)) {
                comingByNode
                        .computeIfAbsent(placement.nodeId(), node -> new HashMap<>())
                        .computeIfAbsent(commit, unseen -> new ArrayList<>())
                        .add(placement);
            }
        }
    }

    /** The commit is not under way any more: states taken from now on show it, or none ever will. */
    void remove(Commit commit) {
        commits.remove(commit);
        for (Allocation placement : commit.plan.placements()) {
            Map<Commit, List<Allocation>> coming = comingByNode.getOrDefault(placement.nodeId(), Map.of());
            if (coming.containsKey(commit)) {
                coming.remove(commit);
                if (coming.isEmpty()) {
                    comingByNode.remove(placement.nodeId());
                }
            }
        }
    }

    List<Commit> all() {
        return List.copyOf(commits);
    }

    /** What is held of a node by the state and taken by what is under way. */
    NodeUsage usage(State state, String nodeId) {
        NodeUsage usage = state.usage(nodeId);
        for (List<Allocation> placements :
                comingByNode.getOrDefault(nodeId, Map.of()).values()) {
            for (Allocation placement : placements) {
                usage = isCounted(state, placement) ? usage : usage.plus(AllocationUse.of(placement));
            }
        }
        return usage;
    }

    /** What is under way to the node and not yet part of the state, each with its job. */
    List<Allocation> coming(State state, String nodeId) {
        List<Allocation> coming = new ArrayList<>();
        comingByNode
                .getOrDefault(nodeId, Map.of())
                .forEach((commit, placements) -> placements.stream()
                        .filter(placement -> !isCounted(state, placement))
                        .map(placement -> placement.job() == null
                                ? AllocationBuilder.builder(placement)
                                        .job(commit.plan.job())
                                        .build()
                                : placement)
                        .forEach(coming::add));
        return coming;
    }

    /** Counts what is under way and not yet part of the state into the quota, if it falls under it. */
    void takeQuota(State state, QuotaRoom quota) {
        for (Commit commit : commits) {
            List<Allocation> placements = commit.plan.placements();
            boolean covered =
                    commit.plan.job() != null && quota.covers(commit.plan.job().namespace());
            // A commit is part of the state as a whole or not at all, so that the first tells for the others.
            if (covered && !placements.isEmpty() && !isCounted(state, placements.getFirst())) {
                placements.stream()
                        .filter(Statuses::holdsRoom)
                        .forEach(placement -> quota.take(quota.pool(placement.nodeId()), QuotaUse.of(placement)));
            }
        }
    }

    /** Counts the volumes that are claimed by what is under way and not yet part of the state. */
    void takeVolumes(State state, VolumeRoom room) {
        for (Commit commit : commits) {
            for (Allocation placement : commit.plan.placements()) {
                Job job = placement.job() == null ? commit.plan.job() : placement.job();
                if (job != null && Statuses.holdsRoom(placement) && !isCounted(state, placement)) {
                    VolumeClaim.of(placement, job).forEach(room::take);
                }
            }
        }
    }

    private static boolean isCounted(State state, Allocation placement) {
        return state.allocation(placement.id())
                .filter(known -> known.nodeId().equals(placement.nodeId()))
                .filter(known -> Objects.equals(known.allocatedResources(), placement.allocatedResources()))
                .isPresent();
    }
}
