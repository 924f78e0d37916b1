package dev.drover.model.wire;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A read-only map of few entries in their order, as two to a row in one array. A cluster holds millions of such maps (the tasks of
 * an allocation, the scores of a node), and a hashed one costs some 250 bytes before its first entry.
 */
final class SmallMap<V> extends AbstractMap<String, V> {
    /** More entries are quicker to find by their hash. */
    static final int MOST = 8;

    private final @Nullable Object[] rows;

    SmallMap(Map<String, V> entries) {
        rows = new Object[entries.size() * 2];
        int place = 0;
        for (Map.Entry<String, V> entry : entries.entrySet()) {
            rows[place++] = entry.getKey();
            rows[place++] = entry.getValue();
        }
    }

    SmallMap(String[] keys, V[] values) {
        rows = new Object[keys.length * 2];
        for (int i = 0; i < keys.length; i++) {
            rows[2 * i] = keys[i];
            rows[2 * i + 1] = values[i];
        }
    }

    private int place(@Nullable Object key) {
        for (int place = 0; place < rows.length; place += 2) {
            if (rows[place] == null ? key == null : rows[place].equals(key)) {
                return place;
            }
        }
        return -1;
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // every second place holds a value, which may be null where V says so
    private V value(int place) {
        return (V) rows[place + 1];
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
        return rows.length / 2;
    }

    @Override
    public Set<Map.Entry<String, V>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<String, V>> iterator() {
                return new Rows();
            }

            @Override
            public int size() {
                return rows.length / 2;
            }
        };
    }

    private final class Rows implements Iterator<Map.Entry<String, V>> {
        private int place;

        @Override
        public boolean hasNext() {
            return place < rows.length;
        }

        @Override
        @SuppressWarnings("NullAway") // every first place of two holds a key
        public Map.Entry<String, V> next() {
            if (place >= rows.length) {
                throw new NoSuchElementException();
            }
            Map.Entry<String, V> entry = new AbstractMap.SimpleImmutableEntry<>((String) rows[place], value(place));
            place += 2;
            return entry;
        }
    }
}
