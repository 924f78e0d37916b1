package dev.drover.state;

import java.util.AbstractCollection;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A map that never changes: {@link #with} and {@link #without} answer a new one that shares all but a path of the old. Keys are
 * in order, so that a prefix is a range.
 *
 * <p>It is a B+tree, since a wide node costs a third of the memory of a binary one and its neighbours are read together. A command
 * that changes thousands of entries names its {@link Edit}: nodes that were made for that edit are changed in place, so that each
 * path is copied once a command and not once an entry. The idea is that of Clojure's transients.
 */
final class SortedTable<K extends Comparable<K>, V> {
    /** Whoever changes a table step by step; nodes of its own making may be changed until it is let go. */
    static final class Edit {}

    private final @Nullable TableNode<K, V> root;
    private final int size;

    private SortedTable(@Nullable TableNode<K, V> root, int size) {
        this.root = root;
        this.size = size;
    }

    static <K extends Comparable<K>, V> SortedTable<K, V> empty() {
        return new SortedTable<>(null, 0);
    }

    static <K extends Comparable<K>, V> SortedTable<K, V> of(Map<K, V> entries) {
        Edit edit = new Edit();
        SortedTable<K, V> table = empty();
        for (Map.Entry<K, V> entry : entries.entrySet()) {
            table = table.with(entry.getKey(), entry.getValue(), edit);
        }
        return table;
    }

    @Nullable
    V get(K key) {
        return root == null ? null : root.get(key);
    }

    V getOrDefault(K key, V otherwise) {
        V value = get(key);
        return value == null ? otherwise : value;
    }

    SortedTable<K, V> with(K key, V value) {
        return with(key, value, new Edit());
    }

    /** As {@link #with(Comparable, Object)}; tables that came of the same edit before may change along. */
    SortedTable<K, V> with(K key, V value, Edit edit) {
        if (root == null) {
            return new SortedTable<>(TableNode.leaf(key, value, edit), 1);
        }
        TableNode.Change<K, V> change = new TableNode.Change<>(edit, key);
        TableNode<K, V> node = root.with(key, value, change);
        TableNode<K, V> next = change.split == null ? node : TableNode.over(node, change.split, edit);
        return new SortedTable<>(next, size + change.added);
    }

    SortedTable<K, V> without(K key) {
        return without(key, new Edit());
    }

    /** As {@link #without(Comparable)}; tables that came of the same edit before may change along. */
    SortedTable<K, V> without(K key, Edit edit) {
        if (root == null || root.get(key) == null) {
            return this;
        }
        TableNode<K, V> rest = root.without(key, edit);
        return new SortedTable<>(rest == null ? null : rest.lowered(), size - 1);
    }

    /** All values in the order of their keys. */
    Collection<V> values() {
        return new View<>(null, null, (key, value) -> value, size);
    }

    Set<K> keys() {
        View<K> view = new View<>(null, null, (key, value) -> key, size);
        return new AbstractSet<>() {
            @Override
            public Iterator<K> iterator() {
                return view.iterator();
            }

            @Override
            public int size() {
                return size;
            }

            @Override
            public boolean contains(@Nullable Object key) {
                return key != null && SortedTable.this.containsKey(key);
            }
        };
    }

    @SuppressWarnings("unchecked") // only asked with keys of this table
    private boolean containsKey(Object key) {
        return get((K) key) != null;
    }

    Collection<Map.Entry<K, V>> entries() {
        return new View<>(null, null, AbstractMap.SimpleImmutableEntry::new, size);
    }

    /** Values with keys from {@code first} up to but not including {@code end}. */
    Collection<V> range(K first, K end) {
        return new View<>(first, end, (key, value) -> value, -1);
    }

    int size() {
        return size;
    }

    /** A part of the table, read where it is. */
    private final class View<T> extends AbstractCollection<T> {
        private final @Nullable K first;
        private final @Nullable K end;
        private final BiFunction<K, V, T> form;
        private final int known;

        View(@Nullable K first, @Nullable K end, BiFunction<K, V, T> form, int known) {
            this.first = first;
            this.end = end;
            this.form = form;
            this.known = known;
        }

        @Override
        public Iterator<T> iterator() {
            return new Walk<>(root, first, end, form);
        }

        @Override
        public int size() {
            if (known >= 0) {
                return known;
            }
            int count = 0;
            for (Iterator<T> walk = iterator(); walk.hasNext(); walk.next()) {
                count++;
            }
            return count;
        }

        @Override
        public boolean isEmpty() {
            return !iterator().hasNext();
        }
    }

    /** Goes from leaf to leaf; the way down to the leaf is kept. */
    private static final class Walk<K extends Comparable<K>, V, T> implements Iterator<T> {
        private final @Nullable K end;
        private final BiFunction<K, V, T> form;
        private final List<TableNode<K, V>> path = new ArrayList<>();
        private int[] places = new int[8];
        private @Nullable TableNode<K, V> leaf;
        private int place;

        Walk(@Nullable TableNode<K, V> root, @Nullable K first, @Nullable K end, BiFunction<K, V, T> form) {
            this.end = end;
            this.form = form;
            if (root != null) {
                descend(root, first);
                settle();
            }
        }

        private void descend(TableNode<K, V> from, @Nullable K first) {
            TableNode<K, V> node = from;
            while (!node.isLeaf()) {
                int child = first == null ? 0 : node.childFor(first);
                if (path.size() == places.length) {
                    places = Arrays.copyOf(places, places.length * 2);
                }
                places[path.size()] = child;
                path.add(node);
                node = node.child(child);
            }
            leaf = node;
            place = first == null ? 0 : node.placeFrom(first);
        }

        /** Steps to the next leaf when this one is at its end, and stops at the end of the range. */
        private void settle() {
            while (leaf != null && place >= leaf.count()) {
                int depth = path.size() - 1;
                while (depth >= 0 && places[depth] + 1 >= path.get(depth).count()) {
                    path.remove(depth);
                    depth--;
                }
                if (depth < 0) {
                    leaf = null;
                    return;
                }
                places[depth]++;
                descend(path.get(depth).child(places[depth]), null);
            }
            if (leaf != null && end != null && leaf.key(place).compareTo(end) >= 0) {
                leaf = null;
            }
        }

        @Override
        public boolean hasNext() {
            return leaf != null;
        }

        @Override
        public T next() {
            TableNode<K, V> at = leaf;
            if (at == null) {
                throw new NoSuchElementException();
            }
            T value = form.apply(at.key(place), at.value(place));
            place++;
            settle();
            return value;
        }
    }
}
