package dev.drover.state.packed;

import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Values of which many equal ones would come, each held once. It is a table of fixed size in which a newcomer takes the place of
 * whoever has the same hash, so that it is bounded and forgets by itself; what it has forgotten costs a little memory and nothing
 * else. Values never change and fill all their components when they are made, so that threads may use it without a lock: at worst two of them
 * make equal values.
 */
final class Common<T> {
    private final @Nullable Object[] places;
    private @Nullable T last;

    /** A table for so many values; a power of two. */
    Common(int size) {
        places = new Object[size];
    }

    /** The value of that hash which fits, or else a new one. */
    T find(int hash, Predicate<T> fits, Supplier<T> make) {
        int place = (hash ^ hash >>> 16) & (places.length - 1);
        @SuppressWarnings("unchecked") // only values are put there
        T there = (T) places[place];
        if (there != null && fits.test(there)) {
            return there;
        }
        T made = make.get();
        places[place] = made;
        return made;
    }

    /** An equal value. One after the other is mostly the same, and then its hash need not be known. */
    T same(T value) {
        T recent = last;
        if (recent != null && recent.equals(value)) {
            return recent;
        }
        T found = find(value.hashCode(), value::equals, () -> value);
        last = found;
        return found;
    }
}
