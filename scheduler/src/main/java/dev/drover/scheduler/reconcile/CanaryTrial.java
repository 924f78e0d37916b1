package dev.drover.scheduler.reconcile;

import dev.drover.model.alloc.Allocation;
import dev.drover.state.Statuses;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sorts the canaries of a group from the rest of it. */
final class CanaryTrial {
    private CanaryTrial() {}

    static boolean isCanary(Allocation allocation) {
        return allocation.deploymentStatus() != null
                && allocation.deploymentStatus().canary();
    }

    /** Canaries under trial do not count as part of the group; those of an abandoned roll-out are stopped. */
    static void setApart(GroupMembers members, Set<String> onTrial) {
        Map<String, Allocation> byName = new HashMap<>();
        for (String id : onTrial) {
            Allocation canary = members.holding.remove(id);
            if (canary != null) {
                members.canaries.put(id, canary);
                Allocation twin = byName.put(canary.name(), canary);
                if (twin != null) {
                    // Of two canaries for one name the one that came back from out of sight is too much.
                    boolean cameBack = members.reconnected.containsKey(id);
                    members.dismiss(cameBack ? canary : twin, members.losers);
                }
            }
        }
        abandon(members, members.holding, members.surplus);
        abandon(members, members.migrating, members.surplus);
        abandon(members, members.retrying, members.surplus);
        abandon(members, members.lost, members.lostSurplus);
    }

    private static void abandon(GroupMembers members, Map<String, Allocation> set, List<Allocation> target) {
        set.values().stream().filter(CanaryTrial::isCanary).toList().forEach(canary -> members.dismiss(canary, target));
    }

    /** Promoted canaries take over their names: the older bearers go, except that they outlive a canary that failed. */
    static void makeWay(GroupMembers members, List<String> promoted) {
        Map<String, Allocation> byName = new HashMap<>();
        for (String id : promoted) {
            Allocation canary = members.holding.containsKey(id) ? members.holding.get(id) : members.retrying.get(id);
            if (canary != null) {
                byName.put(canary.name(), canary);
            }
        }
        for (Allocation allocation : byName.isEmpty() ? List.<Allocation>of() : List.copyOf(members.holding.values())) {
            Allocation canary = byName.get(allocation.name());
            if (canary != null && Reunion.isNewer(canary, allocation)) {
                members.dismiss(Statuses.terminal(canary) ? canary : allocation, members.surplus);
            }
        }
    }
}
