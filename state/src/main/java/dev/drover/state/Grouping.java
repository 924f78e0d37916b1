package dev.drover.state;

import java.util.Set;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A secondary index: the ids of the records that belong to a key (allocations of a node), with the index at which the group
 * changed last, so that a reader of one group need not wake for the others.
 */
final class Grouping<K extends Comparable<K>> {
    /** A group; whoever made it in an edit may change it until that is let go, as with the nodes of a table. */
    private static final class Members {
        private final SortedTable.Edit owner;
        private SortedTable<String, String> ids;
        private long changedAt;

        Members(SortedTable.Edit owner, SortedTable<String, String> ids, long changedAt) {
            this.owner = owner;
            this.ids = ids;
            this.changedAt = changedAt;
        }
    }

    private final SortedTable<K, Members> groups;
    /**
     * The group that was changed last, for most commands go on with one. It is only set in an edit that has made the group, and so this
     * grouping too; nobody else knows either before that edit is over.
     */
    private @Nullable K recentKey;

    private @Nullable Members recent;

    private Grouping(SortedTable<K, Members> groups) {
        this.groups = groups;
    }

    static <K extends Comparable<K>> Grouping<K> empty() {
        return new Grouping<K>(SortedTable.<K, Members>empty());
    }

    Set<String> of(K key) {
        Members members = groups.get(key);
        return members == null ? Set.of() : members.ids.keys();
    }

    /** Index of the last change of the group, or null when it has no members. */
    @Nullable
    Long changedAt(K key) {
        Members members = groups.get(key);
        return members == null ? null : Long.valueOf(members.changedAt);
    }

    Set<K> keys() {
        return groups.keys();
    }

    /** Each group with the index of its last change. */
    void forEach(ObjLongConsumer<K> action) {
        groups.entries().forEach(entry -> action.accept(entry.getKey(), entry.getValue().changedAt));
    }

    /** With a member that may be there already; the group counts as changed. */
    Grouping<K> with(K key, String id, long index, SortedTable.Edit edit) {
        Members members = members(key, edit);
        SortedTable<String, String> before = members == null ? SortedTable.empty() : members.ids;
        return put(key, members, before.with(id, id, edit), index, edit);
    }

    /** One of the members changed. */
    Grouping<K> touched(K key, long index, SortedTable.Edit edit) {
        Members members = members(key, edit);
        return members == null || members.changedAt == index ? this : put(key, members, members.ids, index, edit);
    }

    /** Says when a group changed last; only in the edit that made the group. */
    void changed(K key, long index, SortedTable.Edit edit) {
        Members members = groups.get(key);
        if (members != null) {
            if (members.owner != edit) {
                throw new IllegalStateException("the group " + key + " belongs to another edit");
            }
            members.changedAt = index;
        }
    }

    Grouping<K> without(K key, String id, long index, SortedTable.Edit edit) {
        Members members = groups.get(key);
        if (members == null) {
            return this;
        }
        SortedTable<String, String> rest = members.ids.without(id, edit);
        return rest.size() == 0 ? new Grouping<>(groups.without(key, edit)) : put(key, members, rest, index, edit);
    }

    @SuppressWarnings("ReferenceEquality") // a key that is equal but another is merely looked up again
    private @Nullable Members members(K key, SortedTable.Edit edit) {
        Members last = recent;
        if (last != null && recentKey == key && last.owner == edit) {
            return last;
        }
        Members found = groups.get(key);
        if (found != null && found.owner == edit) {
            recentKey = key;
            recent = found;
        }
        return found;
    }

    private Grouping<K> put(
            K key, @Nullable Members before, SortedTable<String, String> ids, long index, SortedTable.Edit edit) {
        if (before != null && before.owner == edit) {
            before.ids = ids;
            before.changedAt = index;
            return this;
        }
        return new Grouping<>(groups.with(key, new Members(edit, ids, index), edit));
    }
}
