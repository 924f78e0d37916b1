package dev.drover.scheduler.reconcile;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.job.Job;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.job.UpdateKind;
import dev.drover.model.node.Node;
import dev.drover.scheduler.feasibility.Nodes;
import dev.drover.state.Statuses;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Who there is of a group that runs on every node, node by node: stops who has to go, and sorts the rest by what the job's version
 * means for it. Decides nothing about when that happens.
 */
final class NodeMembers {
    /** Who covers a node, by node id. */
    final Map<String, Allocation> covering = new LinkedHashMap<>();

    /** Who ran last on a node that nobody covers any more, by node id. */
    final Map<String, Allocation> before = new LinkedHashMap<>();

    /** Can change to the job's version where it is. */
    final List<Allocation> inPlace = new ArrayList<>();

    /** Has to be replaced for the job's version. */
    final List<Allocation> destructive = new ArrayList<>();

    /** Go out of sight now. */
    final List<Standing.Vanishing> vanishing = new ArrayList<>();

    /** Came back into sight, as they are from now on. */
    final Map<String, Allocation> reconnected = new LinkedHashMap<>();

    /** Nodes that should run the group and do not. */
    final List<Node> uncovered = new ArrayList<>();

    final int total;
    int stopped;
    int migrated;
    private final ReconcileInput input;
    private final Job job;
    private final TaskGroup group;
    private final BiPredicate<Node, TaskGroup> suits;
    private final UpdateKinds kinds;
    private final IntentsGathering intents;

    NodeMembers(
            ReconcileInput input,
            Job job,
            TaskGroup group,
            List<Allocation> existing,
            List<Node> usable,
            BiPredicate<Node, TaskGroup> suits,
            UpdateKinds kinds,
            IntentsGathering intents) {
        this.input = input;
        this.job = job;
        this.group = group;
        this.suits = suits;
        this.kinds = kinds;
        this.intents = intents;
        this.total = existing.size();
        existing.forEach(this::consider);
        for (Node node : usable) {
            boolean covered = covering.containsKey(node.id()) || hasRunOnce(before.get(node.id()));
            if (!covered && suits.test(node, group)) {
                uncovered.add(node);
            }
        }
    }

    private void consider(Allocation allocation) {
        if (Statuses.terminal(allocation)) {
            before.merge(allocation.nodeId(), allocation, NodeMembers::newer);
            return;
        }
        Optional<Node> node = input.nodes().apply(allocation.nodeId());
        switch (Contact.of(allocation, node, input.now())) {
            case Contact.Seen seen -> live(allocation, node.orElseThrow());
            case Contact.Vanishes(Optional<Instant> lostAt) -> {
                vanishing.add(new Standing.Vanishing(allocation, lostAt));
                covering.put(allocation.nodeId(), allocation);
            }
            case Contact.Unseen unseen -> covering.put(allocation.nodeId(), allocation);
            case Contact.Returned(boolean late) -> {
                if (late) {
                    stop(allocation, Reasons.RECONNECTED);
                } else {
                    Allocation noted = Outage.end(allocation, input.now());
                    reconnected.put(noted.id(), noted);
                    live(noted, node.orElseThrow());
                }
            }
            case Contact.LostAt soon -> lose(allocation);
            case Contact.Lost lost -> lose(allocation);
        }
    }

    private void live(Allocation allocation, Node node) {
        if (Classifier.mustLeave(allocation)) {
            migrated++;
            reconnected.remove(allocation.id());
            intents.stop(allocation, Reasons.MIGRATING);
            before.put(allocation.nodeId(), allocation);
        } else if (covering.putIfAbsent(allocation.nodeId(), allocation) != null) {
            stop(allocation, Reasons.NOT_NEEDED);
        } else if (!Classifier.sameVersion(allocation, job)) {
            follow(allocation, node);
        }
    }

    /** Brings an allocation to the job's version. */
    private void follow(Allocation allocation, Node node) {
        if (!Nodes.takesNewWork(node)
                || !Nodes.inPool(node, job)
                || !Nodes.inDatacenters(node, job)
                || !suits.test(node, group)) {
            covering.remove(allocation.nodeId());
            stop(allocation, Reasons.NODE_UNFIT);
        } else if (kinds.of(allocation) == UpdateKind.DESTRUCTIVE) {
            destructive.add(allocation);
        } else {
            inPlace.add(allocation);
        }
    }

    private void stop(Allocation allocation, String reason) {
        stopped++;
        reconnected.remove(allocation.id());
        intents.stop(allocation, reason);
    }

    private void lose(Allocation allocation) {
        stopped++;
        intents.lose(allocation);
    }

    private boolean hasRunOnce(@Nullable Allocation last) {
        return last != null
                && job.type().equals("sysbatch")
                && Classifier.sameVersion(last, job)
                && (last.clientStatus() == ClientStatus.COMPLETE || last.clientStatus() == ClientStatus.FAILED);
    }

    private static Allocation newer(Allocation left, Allocation right) {
        return left.createIndex() >= right.createIndex() ? left : right;
    }
}
