package dev.drover.state;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePSet;

/**
 * A secondary index: the ids of the records that belong to a key (allocations of a node), with the index at which the group
 * changed last, so that a reader of one group need not wake for the others.
 */
final class Grouping<K extends Comparable<K>> {
    private record Members(TreePSet<String> ids, long changedAt) {}

    private final SortedTable<K, Members> groups;

    private Grouping(SortedTable<K, Members> groups) {
        this.groups = groups;
    }

    static <K extends Comparable<K>> Grouping<K> empty() {
        return new Grouping<K>(SortedTable.<K, Members>empty());
    }

    Set<String> of(K key) {
        Members members = groups.get(key);
        return members == null ? Set.of() : members.ids();
    }

    /** Index of the last change of the group, or null when it has no members. */
    @Nullable
    Long changedAt(K key) {
        Members members = groups.get(key);
        return members == null ? null : members.changedAt();
    }

    Set<K> keys() {
        return groups.keys();
    }

    int size() {
        return groups.size();
    }

    /** Each group with the index of its last change. */
    void forEach(ObjLongConsumer<K> action) {
        groups.entries()
                .forEach(entry -> action.accept(entry.getKey(), entry.getValue().changedAt()));
    }

    /** All at once: the members of each group, and when it changed last. */
    static <K extends Comparable<K>> Grouping<K> of(
            Map<K, ? extends Collection<String>> members, Map<K, Long> changes) {
        SortedTable<K, Members> groups = SortedTable.empty();
        for (Map.Entry<K, ? extends Collection<String>> group : members.entrySet()) {
            long changedAt = changes.getOrDefault(group.getKey(), 0L);
            groups = groups.with(group.getKey(), new Members(TreePSet.from(group.getValue()), changedAt));
        }
        return new Grouping<>(groups);
    }

    Grouping<K> with(K key, String id, long index) {
        Members members = groups.get(key);
        TreePSet<String> ids = members == null ? TreePSet.empty() : members.ids();
        return new Grouping<>(groups.with(key, new Members(ids.plus(id), index)));
    }

    Grouping<K> without(K key, String id, long index) {
        Members members = groups.get(key);
        if (members == null) {
            return this;
        }
        TreePSet<String> rest = members.ids().minus(id);
        return new Grouping<>(rest.isEmpty() ? groups.without(key) : groups.with(key, new Members(rest, index)));
    }
}
