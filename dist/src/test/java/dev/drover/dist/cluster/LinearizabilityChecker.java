package dev.drover.dist.cluster;

import dev.drover.dist.cluster.Operation.Action;
import dev.drover.dist.cluster.Operation.Register;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Decides whether a history could have come from one register a key that does one operation at a time, each at some moment between
 * its call and its return: then no reader has seen the past, and nothing acknowledged was lost.
 *
 * <p>The search is that of Wing and Gong (1993): take any operation that was called before every open one returned, apply it, go on;
 * when an answer does not fit, go back. As Lowe (2017) found, it becomes fast by remembering which sets of done operations were
 * reached with which value. Keys are checked one by one, which is exact since linearizability is local (Herlihy and Wing, 1990).
 *
 * <p>An operation without an answer may take effect at any time after its call, or never. Those that set a value which nobody has
 * read are left out: never is always a way for them.
 */
final class LinearizabilityChecker {
    /** Steps of the search for one key; histories of tests stay far below, so that more means a history of another kind. */
    private static final int STEP_LIMIT = 2_000_000;

    private LinearizabilityChecker() {}

    /**
     * Why a history is not linearizable.
     *
     * @param done how many operations of the key could be put in order at best
     * @param stuck what could not be put next then, in the order of the calls
     */
    record Violation(String key, int done, Register value, List<Operation> stuck) {
        @Override
        public String toString() {
            return "register " + key + ": after " + done + " operations it holds " + value.value()
                    + ", and none of these can be next:\n  "
                    + stuck.stream().map(Operation::toString).collect(Collectors.joining("\n  "));
        }
    }

    /**
     * The first violation; empty when the history is linearizable.
     *
     * @throws IllegalStateException when the search takes more steps than it may
     */
    static Optional<Violation> check(List<Operation> history) {
        Map<String, List<Operation>> byKey =
                history.stream().collect(Collectors.groupingBy(Operation::key, TreeMap::new, Collectors.toList()));
        return byKey.entrySet().stream()
                .flatMap(entry -> new Search(entry.getKey(), relevant(entry.getValue())).run().stream())
                .findFirst();
    }

    private static List<Operation> relevant(List<Operation> operations) {
        Set<String> seen = new HashSet<>();
        boolean compares = false;
        for (Operation operation : operations) {
            if (operation.isKnown() && operation.action() instanceof Action.Read(String value) && value != null) {
                seen.add(value);
            }
            compares |= operation.action() instanceof Action.CompareAndSet;
        }
        boolean anyMatters = compares;
        return operations.stream()
                .filter(operation -> operation.isKnown() || matters(operation.action(), seen, anyMatters))
                .sorted(Comparator.comparingLong(Operation::called))
                .toList();
    }

    private static boolean matters(Action action, Set<String> seen, boolean compares) {
        return switch (action) {
            case Action.Read read -> false;
            case Action.Write(String value) -> compares || seen.contains(value);
            case Action.CompareAndSet change -> true;
        };
    }

    /** Operations that are done, as bits from the first that is not, and the value that they left. */
    private record Reached(int base, BitSet further, Register value) {}

    private static final class Search {
        private final String key;
        private final List<Operation> operations;
        private final Set<Reached> reached = new HashSet<>();
        private final BitSet done = new BitSet();
        private Register value = new Register(null);
        private int steps;
        private int best = -1;
        private Violation worst = new Violation("", 0, value, List.of());

        Search(String key, List<Operation> operations) {
            this.key = key;
            this.operations = operations;
        }

        /** One choice that was made: which operation, what the value was before, what else could have been chosen. */
        private record Choice(int operation, Register before, Deque<Integer> others) {}

        Optional<Violation> run() {
            Deque<Choice> path = new ArrayDeque<>();
            Deque<Integer> candidates = candidates();
            while (!isComplete()) {
                if (++steps > STEP_LIMIT) {
                    throw new IllegalStateException("the history of register " + key + " with " + operations.size()
                            + " operations could not be decided in " + STEP_LIMIT + " steps");
                }
                Optional<Choice> choice = choose(candidates);
                if (choice.isPresent()) {
                    path.push(choice.get());
                    candidates = candidates();
                } else if (path.isEmpty()) {
                    return Optional.of(worst);
                } else {
                    Choice last = path.pop();
                    done.clear(last.operation());
                    value = last.before();
                    candidates = last.others();
                }
            }
            return Optional.empty();
        }

        /** What was called before any open operation returned, and so may be next. */
        private Deque<Integer> candidates() {
            Deque<Integer> candidates = new ArrayDeque<>();
            long firstReturn = Long.MAX_VALUE;
            for (int at = done.nextClearBit(0); at < operations.size(); at = done.nextClearBit(at + 1)) {
                Operation operation = operations.get(at);
                if (operation.called() > firstReturn) {
                    break;
                }
                candidates.add(at);
                firstReturn = Math.min(firstReturn, operation.end());
            }
            note(candidates);
            return candidates;
        }

        private void note(Deque<Integer> candidates) {
            if (done.cardinality() > best) {
                best = done.cardinality();
                List<Operation> stuck = new ArrayList<>();
                candidates.forEach(at -> stuck.add(operations.get(at)));
                worst = new Violation(key, best, value, stuck);
            }
        }

        /** Does the next of the candidates that fits and leads somewhere new. */
        private Optional<Choice> choose(Deque<Integer> candidates) {
            while (!candidates.isEmpty()) {
                int at = candidates.poll();
                Optional<Register> after = operations.get(at).apply(value);
                if (after.isPresent()) {
                    done.set(at);
                    if (reached.add(reached(after.get()))) {
                        Choice choice = new Choice(at, value, candidates);
                        value = after.get();
                        return Optional.of(choice);
                    }
                    done.clear(at);
                }
            }
            return Optional.empty();
        }

        private Reached reached(Register after) {
            int base = done.nextClearBit(0);
            return new Reached(base, done.get(base, Math.max(base, done.length())), after);
        }

        /** Everything that has returned is in order; what has not may never happen. */
        private boolean isComplete() {
            for (int at = done.nextClearBit(0); at < operations.size(); at = done.nextClearBit(at + 1)) {
                if (operations.get(at).isKnown()) {
                    return false;
                }
            }
            return true;
        }
    }
}
