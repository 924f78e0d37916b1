package dev.drover.scheduler.reconcile;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * What the status of its node says about an allocation that is to run. A silent node may be gone, or only cut off while its tasks
 * go on; which of the two to assume, and for how long, is for the group's {@link DisconnectPolicy} to say.
 */
sealed interface Contact {
    /** Its node lives. */
    record Seen() implements Contact {}

    /** Its node fell silent just now, and it may go on there unseen. */
    record Vanishes(Optional<Instant> lostAt) implements Contact {}

    /** Its node is silent, or lives again and has not said a word of it yet. */
    record Unseen() implements Contact {}

    /**
     * Its node has spoken of it again after a silence, and nobody has taken note.
     *
     * @param late whether it would count as lost by now
     */
    record Returned(boolean late) implements Contact {}

    /** Its node is silent and will stop it by itself by this time. */
    record LostAt(Instant time) implements Contact {}

    record Lost() implements Contact {}

    /**
     * Judges an allocation that has not ended.
     *
     * @param node where it runs; empty when that was taken out of the cluster
     */
    static Contact of(Allocation allocation, Optional<Node> node, Instant now) {
        return node.isEmpty()
                ? new Lost()
                : switch (node.get().status()) {
                    case READY, INITIALIZING -> onLivingNode(allocation, now);
                    case DISCONNECTED, DOWN -> onSilentNode(allocation, node.get(), now);
                };
    }

    private static Contact onLivingNode(Allocation allocation, Instant now) {
        Optional<Instant> since = Outage.since(allocation);
        if (since.isEmpty()) {
            return new Seen();
        }
        boolean late = isLate(since, DisconnectPolicy.of(allocation), now);
        if (allocation.clientStatus() == ClientStatus.UNKNOWN) {
            return late ? new Lost() : new Unseen();
        }
        return new Returned(late);
    }

    private static Contact onSilentNode(Allocation allocation, Node node, Instant now) {
        DisconnectPolicy policy = DisconnectPolicy.of(allocation);
        boolean mayReturn = !policy.replace()
                || (node.status() == NodeStatus.DISCONNECTED
                        && policy.lostAfter().isPresent());
        boolean mayRun = allocation.clientStatus() != ClientStatus.PENDING || !policy.replace();
        if (mayReturn && mayRun) {
            if (allocation.clientStatus() != ClientStatus.UNKNOWN) {
                return new Vanishes(policy.lostAfter().map(now::plus));
            }
            return isLate(Outage.since(allocation), policy, now) ? new Lost() : new Unseen();
        }
        Instant silentSince = Instant.ofEpochSecond(node.statusUpdatedAt());
        return policy.stopOnClientAfter()
                .map(silentSince::plus)
                .filter(now::isBefore)
                .<Contact>map(LostAt::new)
                .orElseGet(Lost::new);
    }

    private static boolean isLate(Optional<Instant> since, DisconnectPolicy policy, Instant now) {
        return since.isPresent()
                && policy.lostAfter()
                        .map(since.get()::plus)
                        .filter(end -> !end.isAfter(now))
                        .isPresent();
    }

    /** Whether nobody will report the end of what is told to stop there. */
    static boolean isSilent(Optional<Node> node) {
        return node.map(Node::status)
                .filter(status -> status == NodeStatus.READY || status == NodeStatus.INITIALIZING)
                .isEmpty();
    }
}
