package dev.drover.state.usage;

import java.util.Collection;
import java.util.Set;
import org.pcollections.TreePMap;

/** An immutable multiset: how many holders a port, core or device has. More than one is a collision that was allowed. */
public final class Tally<T extends Comparable<T>> {
    private final TreePMap<T, Integer> counts;

    private Tally(TreePMap<T, Integer> counts) {
        this.counts = counts;
    }

    public static <T extends Comparable<T>> Tally<T> empty() {
        return new Tally<T>(TreePMap.<T, Integer>empty());
    }

    public boolean isEmpty() {
        return counts.isEmpty();
    }

    /** How many different items there are. */
    public int size() {
        return counts.size();
    }

    public boolean contains(T item) {
        return counts.containsKey(item);
    }

    public int count(T item) {
        Integer count = counts.get(item);
        return count == null ? 0 : count;
    }

    /** The different items in their order. */
    public Set<T> items() {
        return counts.keySet();
    }

    /** Items from {@code first} to {@code last}, both included. */
    public Set<T> range(T first, T last) {
        return counts.subMap(first, true, last, true).keySet();
    }

    Tally<T> plus(Collection<T> items) {
        if (items.isEmpty()) {
            return this;
        }
        TreePMap<T, Integer> result = counts;
        for (T item : items) {
            result = result.plus(item, result.getOrDefault(item, 0) + 1);
        }
        return new Tally<>(result);
    }

    Tally<T> minus(Collection<T> items) {
        if (items.isEmpty()) {
            return this;
        }
        TreePMap<T, Integer> result = counts;
        for (T item : items) {
            int count = result.getOrDefault(item, 0);
            result = count <= 1 ? result.minus(item) : result.plus(item, count - 1);
        }
        return new Tally<>(result);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tally<?> tally && counts.equals(tally.counts);
    }

    @Override
    public int hashCode() {
        return counts.hashCode();
    }

    @Override
    public String toString() {
        return counts.toString();
    }
}
