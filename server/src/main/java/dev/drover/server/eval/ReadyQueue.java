package dev.drover.server.eval;

import dev.drover.model.eval.Evaluation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;

/**
 * Evaluations that may be handed out, by type of scheduler, and the workers that wait for them. An evaluation wakes one worker: one
 * on the leader before one that sits on another server and so has the longer way. Not safe for several threads: the broker's lock
 * guards it.
 */
final class ReadyQueue {
    static final Comparator<Evaluation> URGENCY = Comparator.comparingInt(Evaluation::priority)
            .reversed()
            .thenComparingLong(Evaluation::createIndex)
            .thenComparing(Evaluation::id);

    private final Map<String, TreeSet<Evaluation>> byType = new HashMap<>();
    private final List<Waiter> waiters = new ArrayList<>();
    private int size;

    /** A worker that waits for work. */
    static final class Waiter {
        private final Set<String> types;
        private final boolean local;
        private final Condition bell;
        private boolean called;

        Waiter(Set<String> types, boolean local, Condition bell) {
            this.types = types;
            this.local = local;
            this.bell = bell;
        }

        /** To be waited on until called; another call may come from now on. */
        Condition bell() {
            called = false;
            return bell;
        }
    }

    void add(Evaluation evaluation) {
        if (byType.computeIfAbsent(evaluation.type(), type -> new TreeSet<>(URGENCY))
                .add(evaluation)) {
            size++;
            call(evaluation.type());
        }
    }

    boolean remove(Evaluation evaluation) {
        TreeSet<Evaluation> queue = byType.get(evaluation.type());
        boolean removed = queue != null && queue.remove(evaluation);
        size -= removed ? 1 : 0;
        return removed;
    }

    /** Takes the most urgent of the types, which all schedulers together would have taken first. */
    Optional<Evaluation> take(Set<String> types) {
        Optional<Evaluation> first = byType.entrySet().stream()
                .filter(entry ->
                        types.contains(entry.getKey()) && !entry.getValue().isEmpty())
                .map(entry -> entry.getValue().getFirst())
                .min(URGENCY);
        first.ifPresent(this::remove);
        return first;
    }

    int size() {
        return size;
    }

    int size(String type) {
        TreeSet<Evaluation> queue = byType.get(type);
        return queue == null ? 0 : queue.size();
    }

    void join(Waiter waiter) {
        waiters.add(waiter);
    }

    /** The waiter goes; if it was called and something is still there, another is called in its stead. */
    void leave(Waiter waiter) {
        waiters.remove(waiter);
        if (waiter.called) {
            byType.forEach((type, queue) -> {
                if (!queue.isEmpty()) {
                    call(type);
                }
            });
        }
    }

    private void call(String type) {
        Waiter chosen = null;
        for (Waiter waiter : waiters) {
            if (!waiter.called && waiter.types.contains(type) && (chosen == null || (waiter.local && !chosen.local))) {
                chosen = waiter;
            }
        }
        if (chosen != null) {
            chosen.called = true;
            chosen.bell.signal();
        }
    }

    void callAll() {
        for (Waiter waiter : waiters) {
            waiter.called = true;
            waiter.bell.signal();
        }
    }
}
