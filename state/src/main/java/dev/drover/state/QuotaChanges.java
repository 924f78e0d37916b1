package dev.drover.state;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.namespace.Namespace;
import dev.drover.model.node.Node;
import dev.drover.model.quota.QuotaSpec;
import dev.drover.model.quota.QuotaSpecBuilder;
import dev.drover.state.usage.NamespaceUse;
import dev.drover.state.usage.QuotaUse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes quotas, and keeps what the namespaces under one hold. A namespace is counted from when it gets a quota until it has none any
 * more, so that clusters without quotas pay nothing.
 */
final class QuotaChanges {
    private QuotaChanges() {}

    static void upsert(Draft draft, List<QuotaSpec> quotas) {
        for (QuotaSpec quota : quotas) {
            QuotaSpec before = draft.tables.quotas.get(quota.name());
            draft.tables.quotas = draft.tables.quotas.with(
                    quota.name(),
                    QuotaSpecBuilder.builder(quota)
                            .createIndex(before == null ? draft.index : before.createIndex())
                            .modifyIndex(draft.index)
                            .build(),
                    draft.edit);
        }
        draft.touch(Table.QUOTAS);
    }

    static void delete(Draft draft, List<String> names) {
        for (String name : names) {
            draft.tables.quotas = draft.tables.quotas.without(name, draft.edit);
        }
        draft.touch(Table.QUOTAS);
    }

    /** Begins to count a namespace that has a quota now, and stops with one that has none. */
    static void namespaceChanged(Draft draft, String name, @Nullable Namespace after) {
        boolean counted = draft.tables.quotaUse.get(name) != null;
        boolean wanted = after != null && !after.quota().isEmpty();
        if (counted && !wanted) {
            draft.tables.quotaUse = draft.tables.quotaUse.without(name, draft.edit);
        } else if (!counted && wanted) {
            draft.tables.quotaUse = draft.tables.quotaUse.with(name, countAfresh(draft, name), draft.edit);
        }
    }

    /** Allocations may outlive their job, so that those of all jobs are looked at that there are allocations of. */
    private static NamespaceUse countAfresh(Draft draft, String namespace) {
        NamespaceUse use = NamespaceUse.NONE;
        for (JobId job : draft.tables.allocationsByJob.keys()) {
            if (job.namespace().equals(namespace)) {
                for (String id : draft.tables.allocationsByJob.of(job)) {
                    Allocation allocation = draft.tables.allocations.get(id);
                    if (allocation != null && Statuses.holdsRoom(allocation)) {
                        use = use.plus(pool(draft.tables, allocation.nodeId()), QuotaUse.of(allocation));
                    }
                }
            }
        }
        return use;
    }

    static void taken(Draft draft, Allocation allocation) {
        NamespaceUse use = draft.tables.quotaUse.get(allocation.namespace());
        if (use != null) {
            put(draft, allocation, use.plus(pool(draft.tables, allocation.nodeId()), QuotaUse.of(allocation)));
        }
    }

    static void released(Draft draft, Allocation allocation) {
        NamespaceUse use = draft.tables.quotaUse.get(allocation.namespace());
        if (use != null) {
            put(draft, allocation, use.minus(pool(draft.tables, allocation.nodeId()), QuotaUse.of(allocation)));
        }
    }

    /** What is on a node counts in the pool that the node has at present. */
    static void pooledAnew(Draft draft, String nodeId, String before, String after) {
        if (before.equals(after) || draft.tables.quotaUse.size() == 0) {
            return;
        }
        for (String id : draft.tables.allocationsByNode.of(nodeId)) {
            Allocation allocation = draft.tables.allocations.get(id);
            NamespaceUse use = allocation == null ? null : draft.tables.quotaUse.get(allocation.namespace());
            if (allocation != null && use != null && Statuses.holdsRoom(allocation)) {
                QuotaUse moving = QuotaUse.of(allocation);
                put(draft, allocation, use.minus(before, moving).plus(after, moving));
            }
        }
    }

    private static void put(Draft draft, Allocation allocation, NamespaceUse use) {
        draft.tables.quotaUse = draft.tables.quotaUse.with(allocation.namespace(), use, draft.edit);
    }

    /** The pool of the node; empty when the node is not there. */
    static String pool(Tables tables, String nodeId) {
        Node node = tables.nodes.get(nodeId);
        return node == null ? "" : node.nodePool();
    }
}
