package dev.drover.server.plan;

import dev.drover.model.alloc.Allocation;
import dev.drover.scheduler.quota.QuotaRoom;
import dev.drover.state.State;
import dev.drover.state.Statuses;
import dev.drover.state.plan.Plan;
import dev.drover.state.usage.QuotaUse;
import java.util.Optional;

/**
 * Whether a plan would take its namespace over its quota. Schedulers have seen to it on their snapshots, so that this happens only when
 * two of them have promised the same rest of it. What the plan itself stops makes room for what it places, as it does on nodes.
 */
final class QuotaReview {
    private QuotaReview() {}

    static boolean isOver(State state, UnderWay underWay, Plan plan) {
        Optional<QuotaRoom> found = plan.job() == null ? Optional.empty() : QuotaRoom.of(state, plan.job());
        if (found.isEmpty()) {
            return false;
        }
        QuotaRoom room = found.get();
        underWay.takeQuota(state, room);
        plan.stops().forEach(stop -> state.allocation(stop.allocationId()).ifPresent(room::giveBack));
        plan.preemptions().forEach(victim -> state.allocation(victim.id()).ifPresent(room::giveBack));
        for (Allocation placement : plan.placements()) {
            if (Statuses.holdsRoom(placement) && !NodeFit.keepsItsRoom(state, placement)) {
                state.allocation(placement.id()).ifPresent(room::giveBack);
                String pool = room.pool(placement.nodeId());
                QuotaUse use = QuotaUse.of(placement);
                if (room.excess(pool, use).isPresent()) {
                    return true;
                }
                room.take(pool, use);
            }
        }
        return false;
    }
}
