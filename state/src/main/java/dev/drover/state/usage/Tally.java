package dev.drover.state.usage;

import java.util.Collection;
import java.util.Set;

/** An immutable multiset: how many holders a port, core or device has. More than one is a collision that was allowed. */
public sealed interface Tally<T extends Comparable<T>> permits TreeTally, PortTally {
    static <T extends Comparable<T>> Tally<T> empty() {
        return TreeTally.none();
    }

    default boolean isEmpty() {
        return items().isEmpty();
    }

    /** How many different items there are. */
    default int size() {
        return items().size();
    }

    default boolean contains(T item) {
        return count(item) > 0;
    }

    int count(T item);

    /** The different items in their order. */
    Set<T> items();

    /** With one more of each; an item may come twice. */
    Tally<T> plus(Collection<T> items);

    /** With one less of each; what is not there is left out. */
    Tally<T> minus(Collection<T> items);
}
