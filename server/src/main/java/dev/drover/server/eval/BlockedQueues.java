package dev.drover.server.eval;

import dev.drover.server.eval.BlockedEntry.Kind;
import dev.drover.server.plan.Resources;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Evaluations that wait, by what they wait for, each queue in the order of turns. */
final class BlockedQueues {
    private final Map<Kind, TreeSet<BlockedEntry>> queues = new HashMap<>();

    void add(BlockedEntry entry) {
        queues.computeIfAbsent(entry.kind(), kind -> new TreeSet<>(BlockedEntry.TURN))
                .add(entry);
    }

    void remove(BlockedEntry entry) {
        Kind kind = entry.kind();
        TreeSet<BlockedEntry> queue = queues.get(kind);
        if (queue != null) {
            queue.remove(entry);
            if (queue.isEmpty()) {
                queues.remove(kind);
            }
        }
    }

    /** All that may care for room on a node, in the order of turns. */
    Turns forRoom(String node, String computedClass, Resources room, Optional<BlockedEntry> after) {
        return new Turns(matching(kind -> kind.wants(node, computedClass) && kind.mayFitIn(room), after));
    }

    /** All that wait for volumes, in the order of turns. */
    Turns forVolumes(Optional<BlockedEntry> after) {
        return new Turns(matching(Kind::volumes, after));
    }

    /** All that wait for the quota, in the order of turns. */
    Turns forQuota(String quota, Optional<BlockedEntry> after) {
        return new Turns(matching(kind -> kind.quota().equals(quota), after));
    }

    private List<Iterator<BlockedEntry>> matching(Predicate<Kind> choice, Optional<BlockedEntry> after) {
        List<Iterator<BlockedEntry>> chosen = new ArrayList<>();
        queues.forEach((kind, queue) -> {
            if (choice.test(kind)) {
                chosen.add(
                        after.map(last -> queue.tailSet(last, false).iterator()).orElseGet(queue::iterator));
            }
        });
        return chosen;
    }

    /** Several queues read as one. */
    static final class Turns {
        private record Head(BlockedEntry entry, Iterator<BlockedEntry> rest) {}

        private final PriorityQueue<Head> heads =
                new PriorityQueue<>(Comparator.comparing(Head::entry, BlockedEntry.TURN));

        Turns(List<Iterator<BlockedEntry>> queues) {
            queues.forEach(this::push);
        }

        private void push(Iterator<BlockedEntry> queue) {
            if (queue.hasNext()) {
                heads.add(new Head(queue.next(), queue));
            }
        }

        /** The next in turn, or null when there are no more. */
        @Nullable
        BlockedEntry next() {
            Head head = heads.poll();
            if (head == null) {
                return null;
            }
            push(head.rest());
            return head.entry();
        }
    }
}
