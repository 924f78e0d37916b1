package dev.drover.scheduler.volume;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.node.Node;
import dev.drover.model.volume.CSIInfo;
import dev.drover.model.volume.CSIVolume;
import dev.drover.model.volume.VolumeRequest;
import dev.drover.scheduler.room.Shortfall;
import dev.drover.state.State;
import dev.drover.state.Statuses;
import dev.drover.state.VolumeClaim;
import dev.drover.state.VolumeId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who has which CSI volumes while a plan is made or judged. How many may have a volume at the same time follows from the access mode
 * that the first of them asked for; all others have to ask for the same.
 */
public final class VolumeRoom {
    /** What is claimed of one volume. */
    private static final class Use {
        private int readers;
        private int writers;
        private String access = "";
        private String attachment = "";

        void change(VolumeClaim claim, int amount) {
            readers += claim.reads() ? amount : 0;
            writers += claim.reads() ? 0 : amount;
            access = claim.request().accessMode();
            attachment = claim.request().attachmentMode();
        }

        boolean isFree() {
            return readers + writers == 0;
        }
    }

    private final State state;
    private final Map<VolumeId, Use> uses = new HashMap<>();
    private final Set<String> released = new HashSet<>();
    private final List<VolumeClaim> taken = new ArrayList<>();

    public VolumeRoom(State state) {
        this.state = state;
    }

    private Use use(VolumeId volume) {
        return uses.computeIfAbsent(volume, id -> {
            Use counted = new Use();
            for (VolumeClaim claim : state.claims(id)) {
                if (!released.contains(claim.allocationId())) {
                    counted.change(claim, 1);
                }
            }
            return counted;
        });
    }

    /** Counts the claims of an allocation of the state no more. */
    public void release(Allocation allocation) {
        if (Statuses.holdsRoom(allocation)) {
            List<VolumeClaim> claims = VolumeClaim.of(allocation);
            claims.forEach(claim -> use(claim.volume()).change(claim, -1));
            if (!claims.isEmpty()) {
                released.add(allocation.id());
            }
        }
    }

    /** Undoes {@link #release}. */
    public void takeBack(Allocation allocation) {
        if (released.remove(allocation.id())) {
            VolumeClaim.of(allocation).forEach(claim -> use(claim.volume()).change(claim, 1));
        }
    }

    /** Counts one claim more. */
    public void take(VolumeClaim claim) {
        use(claim.volume()).change(claim, 1);
        taken.add(claim);
    }

    /** Why the node cannot have one claim more. */
    public Optional<Shortfall.CsiVolume> refusal(Node node, VolumeId volume, VolumeRequest request) {
        Use use = use(volume);
        boolean sameModes = use.isFree()
                || (use.access.equals(request.accessMode()) && use.attachment.equals(request.attachmentMode()));
        if (!sameModes) {
            return Optional.of(new Shortfall.CsiVolume(volume.id(), "is in use in another mode"));
        }
        if (!isFree(use, request)) {
            return Optional.of(new Shortfall.CsiVolume(
                    volume.id(),
                    "has exhausted its available " + (request.readOnly() ? "reader" : "writer") + " claims"));
        }
        return isFull(node, volume)
                ? Optional.of(new Shortfall.CsiVolume(volume.id(), "would be more than the plugin takes on the node"))
                : Optional.empty();
    }

    private static boolean isFree(Use use, VolumeRequest request) {
        return switch (request.accessMode()) {
            case "single-node-reader-only" -> request.readOnly() && use.isFree();
            case "single-node-writer" -> use.isFree();
            case "multi-node-reader-only" -> request.readOnly();
            case "multi-node-single-writer" -> request.readOnly() || use.writers == 0;
            case "multi-node-multi-writer" -> true;
            default -> false;
        };
    }

    /** A volume counts once on a node, however many allocations there have it. */
    private boolean isFull(Node node, VolumeId volume) {
        String plugin = state.csiVolume(volume).map(CSIVolume::pluginId).orElse("");
        CSIInfo info = node.csiNodePlugins().get(plugin);
        long most =
                info == null || info.nodeInfo() == null ? 0 : info.nodeInfo().maxVolumes();
        if (most <= 0) {
            return false;
        }
        Set<VolumeId> there = new HashSet<>();
        Stream.concat(
                        state.allocationsOfNode(node.id()).stream()
                                .filter(Statuses::holdsRoom)
                                .filter(allocation -> !released.contains(allocation.id()))
                                .flatMap(allocation -> VolumeClaim.of(allocation).stream()),
                        taken.stream().filter(claim -> claim.nodeId().equals(node.id())))
                .map(VolumeClaim::volume)
                .filter(other -> state.csiVolume(other)
                        .filter(known -> known.pluginId().equals(plugin))
                        .isPresent())
                .forEach(there::add);
        return !there.contains(volume) && there.size() >= most;
    }
}
