package dev.drover.server.plan;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.job.Job;
import dev.drover.model.node.Node;
import dev.drover.scheduler.volume.VolumeRoom;
import dev.drover.state.State;
import dev.drover.state.Statuses;
import dev.drover.state.VolumeClaim;
import dev.drover.state.plan.Plan;
import java.util.List;
import java.util.Optional;

/**
 * Whether a plan would give CSI volumes to more allocations than may have them. As with quotas, schedulers have seen to it on their
 * snapshots, and a plan that comes too late is sent back as a whole.
 */
final class VolumeReview {
    private VolumeReview() {}

    static boolean isTaken(State state, UnderWay underWay, Plan plan) {
        if (plan.placements().stream()
                .allMatch(placement -> claims(placement, plan).isEmpty())) {
            return false;
        }
        VolumeRoom room = new VolumeRoom(state);
        underWay.takeVolumes(state, room);
        plan.stops().forEach(stop -> state.allocation(stop.allocationId()).ifPresent(room::release));
        plan.preemptions().forEach(victim -> state.allocation(victim.id()).ifPresent(room::release));
        for (Allocation placement : plan.placements()) {
            if (Statuses.holdsRoom(placement) && !NodeFit.keepsItsRoom(state, placement)) {
                state.allocation(placement.id()).ifPresent(room::release);
                Optional<Node> node = state.node(placement.nodeId());
                for (VolumeClaim claim : claims(placement, plan)) {
                    if (node.flatMap(it -> room.refusal(it, claim.volume(), claim.request()))
                            .isPresent()) {
                        return true;
                    }
                    room.take(claim);
                }
            }
        }
        return false;
    }

    private static List<VolumeClaim> claims(Allocation placement, Plan plan) {
        Job job = placement.job() == null ? plan.job() : placement.job();
        return job == null ? List.of() : VolumeClaim.of(placement, job);
    }
}
