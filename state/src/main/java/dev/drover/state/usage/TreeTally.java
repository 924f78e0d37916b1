package dev.drover.state.usage;

import java.util.Collection;
import java.util.Set;
import org.pcollections.TreePMap;

/** A tally of anything that few have. */
final class TreeTally<T extends Comparable<T>> implements Tally<T> {
    private final TreePMap<T, Integer> counts;

    private TreeTally(TreePMap<T, Integer> counts) {
        this.counts = counts;
    }

    static <T extends Comparable<T>> TreeTally<T> none() {
        return new TreeTally<T>(TreePMap.<T, Integer>empty());
    }

    @Override
    public boolean isEmpty() {
        return counts.isEmpty();
    }

    @Override
    public int size() {
        return counts.size();
    }

    @Override
    public int count(T item) {
        Integer count = counts.get(item);
        return count == null ? 0 : count;
    }

    @Override
    public Set<T> items() {
        return counts.keySet();
    }

    @Override
    public Tally<T> plus(Collection<T> items) {
        if (items.isEmpty()) {
            return this;
        }
        TreePMap<T, Integer> result = counts;
        for (T item : items) {
            result = result.plus(item, result.getOrDefault(item, 0) + 1);
        }
        return new TreeTally<>(result);
    }

    @Override
    public Tally<T> minus(Collection<T> items) {
        if (items.isEmpty()) {
            return this;
        }
        TreePMap<T, Integer> result = counts;
        for (T item : items) {
            int count = result.getOrDefault(item, 0);
            result = count <= 1 ? result.minus(item) : result.plus(item, count - 1);
        }
        return new TreeTally<>(result);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TreeTally<?> tally && counts.equals(tally.counts);
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
