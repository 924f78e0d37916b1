package dev.drover.state.usage;

import java.util.Map;
import org.pcollections.TreePMap;

/**
 * What the allocations of a namespace hold, by the pool of their nodes; the empty pool stands for nodes that are gone. Kept with every
 * change, as that of nodes is, but only for namespaces that have a quota.
 */
public record NamespaceUse(TreePMap<String, QuotaUse> byPool) {
    public static final NamespaceUse NONE = new NamespaceUse(TreePMap.empty());

    public NamespaceUse plus(String pool, QuotaUse use) {
        return with(pool, ofPool(pool).plus(use));
    }

    public NamespaceUse minus(String pool, QuotaUse use) {
        return with(pool, ofPool(pool).minus(use));
    }

    /** The sum of both. */
    public NamespaceUse plus(NamespaceUse other) {
        NamespaceUse sum = this;
        for (Map.Entry<String, QuotaUse> entry : other.byPool.entrySet()) {
            sum = sum.plus(entry.getKey(), entry.getValue());
        }
        return sum;
    }

    private NamespaceUse with(String pool, QuotaUse use) {
        return new NamespaceUse(use.allocations() == 0 ? byPool.minus(pool) : byPool.plus(pool, use));
    }

    public QuotaUse ofPool(String pool) {
        return byPool.getOrDefault(pool, QuotaUse.NONE);
    }

    public QuotaUse total() {
        return byPool.values().stream().reduce(QuotaUse.NONE, QuotaUse::plus);
    }
}
