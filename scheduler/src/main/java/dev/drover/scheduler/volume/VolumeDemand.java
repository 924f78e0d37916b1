package dev.drover.scheduler.volume;

import dev.drover.model.job.TaskGroup;
import dev.drover.model.volume.VolumeRequest;
import dev.drover.scheduler.room.Demand;
import dev.drover.scheduler.room.Grant;
import dev.drover.scheduler.room.NodeRoom;
import dev.drover.scheduler.room.Shortfall;
import dev.drover.state.VolumeClaim;
import dev.drover.state.VolumeId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A demand that also needs free claims on CSI volumes. Only the last word says so, since claims say nothing of which node is better. */
public final class VolumeDemand implements Demand {
    private final Demand demand;
    private final VolumeRoom room;
    private final String namespace;
    private final List<VolumeRequest> requests;

    private VolumeDemand(Demand demand, VolumeRoom room, String namespace, List<VolumeRequest> requests) {
        this.demand = demand;
        this.room = room;
        this.namespace = namespace;
        this.requests = requests;
    }

    /**
     * The demand with the claims of the group, if it has any.
     *
     * @param group as the allocation sees it, with the names of volumes of its own
     */
    public static Demand of(Demand demand, VolumeRoom room, String namespace, TaskGroup group) {
        List<VolumeRequest> requests = requests(group);
        return requests.isEmpty() ? demand : new VolumeDemand(demand, room, namespace, requests);
    }

    /** What the group wants of CSI volumes. */
    public static List<VolumeRequest> requests(TaskGroup group) {
        return group.volumes().isEmpty()
                ? List.of()
                : group.volumes().values().stream()
                        .filter(VolumeClaim::isCsi)
                        .sorted(Comparator.comparing(VolumeRequest::name))
                        .toList();
    }

    @Override
    public Grant ask(NodeRoom node, RandomGenerator random) {
        for (VolumeRequest request : requests) {
            Optional<Shortfall.CsiVolume> refusal =
                    room.refusal(node.node(), new VolumeId(namespace, request.source()), request);
            if (refusal.isPresent()) {
                return new Grant.Refused(refusal.get());
            }
        }
        return demand.ask(node, random);
    }

    @Override
    public Grant weigh(NodeRoom node) {
        return demand.weigh(node);
    }

    @Override
    public Grant probe(NodeRoom node) {
        return demand.probe(node);
    }
}
