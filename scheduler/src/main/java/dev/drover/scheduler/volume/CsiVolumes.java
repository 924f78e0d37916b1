package dev.drover.scheduler.volume;

import dev.drover.model.node.Node;
import dev.drover.model.volume.CSIInfo;
import dev.drover.model.volume.CSINodeInfo;
import dev.drover.model.volume.CSITopology;
import dev.drover.model.volume.CSIVolume;
import dev.drover.model.volume.CSIVolumeCapability;
import dev.drover.model.volume.HostVolumeInfo;
import dev.drover.model.volume.VolumeRequest;
import dev.drover.scheduler.feasibility.Veto;
import dev.drover.scheduler.feasibility.VolumeClaims;
import dev.drover.state.State;
import dev.drover.state.VolumeId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes can have the CSI volumes of a namespace at all: the volume is registered and offers the wanted use, its plugin is healthy
 * there, and the node lies where the volume can be reached. Who else has it at the moment is told by {@link VolumeRoom}.
 */
public final class CsiVolumes implements VolumeClaims {
    private final State state;
    private final String namespace;
    private final Map<String, Boolean> controlled = new HashMap<>();

    public CsiVolumes(State state, String namespace) {
        this.state = state;
        this.namespace = namespace;
    }

    @Override
    public Optional<Veto> csi(Node node, VolumeRequest request) {
        Optional<CSIVolume> found = state.csiVolume(new VolumeId(namespace, request.source()));
        if (found.isEmpty()) {
            return veto("missing CSI Volume " + request.source());
        }
        CSIVolume volume = found.get();
        if (!offers(volume, request)) {
            return veto("CSI volume %s does not offer %s as %s"
                    .formatted(volume.id(), request.accessMode(), request.attachmentMode()));
        }
        CSIInfo plugin = node.csiNodePlugins().get(volume.pluginId());
        if (plugin == null) {
            return veto("missing CSI plugin " + volume.pluginId());
        }
        if (!plugin.healthy()) {
            return veto("CSI plugin " + volume.pluginId() + " is unhealthy");
        }
        if (plugin.requiresControllerPlugin() && !hasController(volume.pluginId())) {
            return veto("CSI plugin " + volume.pluginId() + " has no healthy controller");
        }
        return reaches(volume, plugin.nodeInfo())
                ? Optional.empty()
                : veto("CSI volume " + volume.id() + " cannot be reached from there");
    }

    /** A volume without capabilities of its own is taken by the one pair of modes that it was registered with, if by any. */
    private static boolean offers(CSIVolume volume, VolumeRequest request) {
        if (volume.requestedCapabilities().isEmpty()) {
            return fits(volume.accessMode(), request.accessMode())
                    && fits(volume.attachmentMode(), request.attachmentMode());
        }
        return volume.requestedCapabilities().stream().anyMatch(capability -> isThat(capability, request));
    }

    private static boolean fits(String offered, String wanted) {
        return offered.isEmpty() || offered.equals(wanted);
    }

    private static boolean isThat(CSIVolumeCapability capability, VolumeRequest request) {
        return capability.accessMode().equals(request.accessMode())
                && capability.attachmentMode().equals(request.attachmentMode());
    }

    private boolean hasController(String plugin) {
        return controlled.computeIfAbsent(
                plugin,
                id -> state.nodes().stream()
                        .map(node -> node.csiControllerPlugins().get(id))
                        .anyMatch(controller -> controller != null && controller.healthy()));
    }

    /** A volume that names no places is everywhere; otherwise the node has to lie in all segments of one of them. */
    private static boolean reaches(CSIVolume volume, @Nullable CSINodeInfo node) {
        if (volume.topologies().isEmpty()) {
            return true;
        }
        CSITopology here = node == null ? null : node.accessibleTopology();
        return here != null
                && volume.topologies().stream()
                        .anyMatch(place -> here.segments()
                                .entrySet()
                                .containsAll(place.segments().entrySet()));
    }

    @Override
    public Optional<Veto> dynamic(HostVolumeInfo volume, VolumeRequest request) {
        return Optional.empty();
    }

    private static Optional<Veto> veto(String reason) {
        return Optional.of(Veto.filtered(reason));
    }
}
