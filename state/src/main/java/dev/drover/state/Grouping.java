package dev.drover.state;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A secondary index: the ids of the records that belong to a key (allocations of a node), with the index at which the group
 * changed last, so that a reader of one group need not wake for the others.
 */
final class Grouping<K extends Comparable<K>> {
    private record Members(SortedTable<String, String> ids, long changedAt) {}

    private final SortedTable<K, Members> groups;

    private Grouping(SortedTable<K, Members> groups) {
        this.groups = groups;
    }

    static <K extends Comparable<K>> Grouping<K> empty() {
        return new Grouping<K>(SortedTable.<K, Members>empty());
    }

    Set<String> of(K key) {
        Members members = groups.get(key);
        return members == null ? Set.of() : members.ids().keys();
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

    /** Each group with the index of its last change. */
    void forEach(ObjLongConsumer<K> action) {
        groups.entries()
                .forEach(entry -> action.accept(entry.getKey(), entry.getValue().changedAt()));
    }

    /** All at once: the members of each group, and when it changed last. */
    static <K extends Comparable<K>> Grouping<K> of(
            Map<K, ? extends Collection<String>> members, Map<K, Long> changes) {
        SortedTable.Edit edit = new SortedTable.Edit();
        SortedTable<K, Members> groups = SortedTable.empty();
        for (Map.Entry<K, ? extends Collection<String>> group : members.entrySet()) {
            SortedTable<String, String> ids = SortedTable.empty();
            for (String id : group.getValue()) {
                ids = ids.with(id, id, edit);
            }
            long changedAt = changes.getOrDefault(group.getKey(), 0L);
            groups = groups.with(group.getKey(), new Members(ids, changedAt), edit);
        }
        return new Grouping<>(groups);
    }

    /** With a member that may be there already; the group counts as changed. */
    Grouping<K> with(K key, String id, long index, SortedTable.Edit edit) {
        Members members = groups.get(key);
        SortedTable<String, String> before = members == null ? SortedTable.empty() : members.ids();
        return new Grouping<>(groups.with(key, new Members(before.with(id, id, edit), index), edit));
    }

    /** One of the members changed. */
    Grouping<K> touched(K key, long index, SortedTable.Edit edit) {
        Members members = groups.get(key);
        return members == null || members.changedAt() == index
                ? this
                : new Grouping<>(groups.with(key, new Members(members.ids(), index), edit));
    }

    Grouping<K> without(K key, String id, long index, SortedTable.Edit edit) {
        Members members = groups.get(key);
        if (members == null) {
            return this;
        }
        SortedTable<String, String> rest = members.ids().without(id, edit);
        return new Grouping<>(
                rest.size() == 0 ? groups.without(key, edit) : groups.with(key, new Members(rest, index), edit));
    }
}
