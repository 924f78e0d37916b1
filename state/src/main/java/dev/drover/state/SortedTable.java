package dev.drover.state;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;

/**
 * A map that never changes: {@link #with} and {@link #without} answer a new one that shares all but a path of the old. Keys are
 * in order, so that a prefix is a range. The one place that knows which persistent collection is behind it.
 */
final class SortedTable<K extends Comparable<K>, V> {
    private final TreePMap<K, V> entries;

    private SortedTable(TreePMap<K, V> entries) {
        this.entries = entries;
    }

    static <K extends Comparable<K>, V> SortedTable<K, V> empty() {
        return new SortedTable<K, V>(TreePMap.<K, V>empty());
    }

    static <K extends Comparable<K>, V> SortedTable<K, V> of(Map<K, V> entries) {
        return new SortedTable<K, V>(TreePMap.from(entries));
    }

    @Nullable
    V get(K key) {
        return entries.get(key);
    }

    V getOrDefault(K key, V otherwise) {
        V value = entries.get(key);
        return value == null ? otherwise : value;
    }

    SortedTable<K, V> with(K key, V value) {
        return new SortedTable<>(entries.plus(key, value));
    }

    SortedTable<K, V> without(K key) {
        return new SortedTable<>(entries.minus(key));
    }

    /** All values in the order of their keys. */
    Collection<V> values() {
        return entries.values();
    }

    Set<K> keys() {
        return entries.keySet();
    }

    Set<Map.Entry<K, V>> entries() {
        return entries.entrySet();
    }

    /** Values with keys from {@code first} up to but not including {@code end}. */
    Collection<V> range(K first, K end) {
        return entries.subMap(first, true, end, false).values();
    }

    int size() {
        return entries.size();
    }
}
