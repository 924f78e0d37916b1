package dev.drover.state.packed;

import dev.drover.model.wire.ReadOnly;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A map of few entries in their order that makes its values when they are asked for. */
abstract class PackedMap<V> extends AbstractMap<String, V> implements ReadOnly {
    abstract String[] names();

    abstract V value(int place);

    private int place(@Nullable Object key) {
        String[] names = names();
        for (int place = 0; place < names.length; place++) {
            if (names[place].equals(key)) {
                return place;
            }
        }
        return -1;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return place(key) >= 0;
    }

    @Override
    public @Nullable V get(@Nullable Object key) {
        int place = place(key);
        return place < 0 ? null : value(place);
    }

    @Override
    public int size() {
        return names().length;
    }

    /** Made when asked for, since that of the superclass would be kept for ever. */
    @Override
    public Set<String> keySet() {
        return new View<>(place -> names()[place]);
    }

    @Override
    public Set<Map.Entry<String, V>> entrySet() {
        return new View<>(place -> new SimpleImmutableEntry<>(names()[place], value(place)));
    }

    private final class View<T> extends AbstractSet<T> {
        private final IntFunction<T> item;

        View(IntFunction<T> item) {
            this.item = item;
        }

        @Override
        public int size() {
            return names().length;
        }

        @Override
        public Iterator<T> iterator() {
            return new Iterator<>() {
                private int next;

                @Override
                public boolean hasNext() {
                    return next < size();
                }

                @Override
                public T next() {
                    if (next >= size()) {
                        throw new NoSuchElementException();
                    }
                    return item.apply(next++);
                }
            };
        }
    }
}
