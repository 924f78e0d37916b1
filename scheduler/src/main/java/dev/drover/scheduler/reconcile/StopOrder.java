package dev.drover.scheduler.reconcile;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who goes first when a group has too many: what failed anyway, what has to move in any case, then the highest indexes, so that the names that are left start from zero.
 */
final class StopOrder {
    private StopOrder() {}

    static List<Allocation> of(Collection<Allocation> holding, Collection<Allocation> migrating, Set<String> done) {
        List<Allocation> stoppable = holding.stream()
                .filter(allocation -> !done.contains(allocation.id()))
                .sorted(NameIndex.BY_INDEX.reversed())
                .toList();
        Map<String, Allocation> order = new LinkedHashMap<>();
        for (Allocation allocation : stoppable) {
            if (allocation.clientStatus() == ClientStatus.FAILED) {
                order.putIfAbsent(allocation.id(), allocation);
            }
        }
        migrating.stream()
                .sorted(NameIndex.BY_INDEX.reversed())
                .forEach(allocation -> order.putIfAbsent(allocation.id(), allocation));
        stoppable.forEach(allocation -> order.putIfAbsent(allocation.id(), allocation));
        return List.copyOf(order.values());
    }
}
