package dev.drover.scheduler.reconcile;

import dev.drover.model.alloc.Allocation;
import dev.drover.state.Statuses;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Settles who goes on when allocations come back into sight. Out of sight one may have been replaced, its replacement too, and more
 * than once: all of them bear the same name, and of all that bear a name only one goes on.
 */
final class Homecomings {
    private final GroupMembers members;
    private final Map<String, List<Allocation>> bearers = new HashMap<>();

    private Homecomings(GroupMembers members) {
        this.members = members;
        for (Collection<Allocation> some : List.of(
                members.holding.values(),
                members.migrating.values(),
                members.retrying.values(),
                members.unseen.values())) {
            some.stream()
                    .filter(allocation -> !CanaryTrial.isCanary(allocation))
                    .forEach(allocation -> bearers.computeIfAbsent(allocation.name(), name -> new ArrayList<>())
                            .add(allocation));
        }
    }

    static void settle(GroupMembers members, Collection<Standing.Returned> returned, Instant now) {
        List<Allocation> finishedUnseen = members.done.values().stream()
                .filter(allocation -> Outage.since(allocation).isPresent())
                .toList();
        if (returned.isEmpty() && finishedUnseen.isEmpty()) {
            return;
        }
        Homecomings homecomings = new Homecomings(members);
        finishedUnseen.forEach(homecomings::finished);
        returned.forEach(back -> homecomings.settle(back, now));
    }

    /** Its work needs not be done by anybody else. */
    private void finished(Allocation allocation) {
        rivals(allocation).stream()
                .filter(rival -> !members.done.containsKey(rival.id()))
                .forEach(rival -> members.dismiss(rival, members.losers));
    }

    private void settle(Standing.Returned back, Instant now) {
        Allocation original = back.allocation();
        List<Allocation> rivals = rivals(original);
        if (back.late() || rivals.stream().anyMatch(rival -> prevails(rival, original))) {
            members.losers.add(original);
            return;
        }
        rivals.forEach(rival -> members.dismiss(rival, members.losers));
        Allocation noted = Outage.end(original, now);
        members.reconnected.put(noted.id(), noted);
        (Classifier.mustLeave(noted) ? members.migrating : members.holding).put(noted.id(), noted);
        if (!CanaryTrial.isCanary(noted)) {
            bearers.put(noted.name(), List.of(noted));
        }
    }

    /** Canaries bear the names of others in any case. */
    private List<Allocation> rivals(Allocation allocation) {
        return CanaryTrial.isCanary(allocation)
                ? List.of()
                : bearers.getOrDefault(allocation.name(), List.of()).stream()
                        .filter(rival -> !rival.id().equals(allocation.id()))
                        .toList();
    }

    private boolean prevails(Allocation rival, Allocation original) {
        return members.done.containsKey(rival.id())
                || (members.holding.containsKey(rival.id())
                        && !Statuses.terminal(rival)
                        && !Reunion.keepsOriginal(original, rival));
    }
}
