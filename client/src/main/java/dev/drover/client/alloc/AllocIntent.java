package dev.drover.client.alloc;

import dev.drover.model.alloc.Allocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** One step from what runs on a node towards what the servers want. */
sealed interface AllocIntent {
    /** Begin with an allocation that is new here. */
    record Run(Allocation allocation) implements AllocIntent {}

    /** It goes on, with changes that need no restart. */
    record Update(Allocation allocation) implements AllocIntent {}

    /** It is to end. */
    record Stop(Allocation allocation) implements AllocIntent {}

    /** The servers have forgotten it: end it and delete its folder. */
    record Remove(String id) implements AllocIntent {}

    /**
     * Compares.
     *
     * @param desired what the servers want of this node
     * @param known what was taken up already, in the form that was seen last
     */
    static List<AllocIntent> difference(List<Allocation> desired, Map<String, Allocation> known) {
        List<AllocIntent> intents = new ArrayList<>();
        for (Allocation wanted : desired) {
            Allocation seen = known.get(wanted.id());
            if (seen == null) {
                if (!isOver(wanted)) {
                    intents.add(new Run(wanted));
                }
            } else if (AllocRunner.isStopWanted(wanted)) {
                if (!AllocRunner.isStopWanted(seen)) {
                    intents.add(new Stop(wanted));
                }
            } else if (wanted.allocModifyIndex() > seen.allocModifyIndex()) {
                intents.add(new Update(wanted));
            }
        }
        Set<String> ids = desired.stream().map(Allocation::id).collect(Collectors.toSet());
        known.keySet().stream().filter(id -> !ids.contains(id)).map(Remove::new).forEach(intents::add);
        return intents;
    }

    private static boolean isOver(Allocation allocation) {
        return switch (allocation.clientStatus()) {
            case COMPLETE, FAILED, LOST -> true;
            case PENDING, RUNNING, UNKNOWN -> false;
        };
    }
}
