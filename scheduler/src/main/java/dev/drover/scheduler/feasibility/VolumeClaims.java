package dev.drover.scheduler.feasibility;

import dev.drover.model.node.Node;
import dev.drover.model.volume.HostVolumeInfo;
import dev.drover.model.volume.VolumeRequest;
import java.util.Optional;

/** What the servers know of volumes beyond what nodes tell: which there are, what they can, and who has claimed them. */
public interface VolumeClaims {
    /** Why the node cannot have the CSI volume, or empty when it can. */
    Optional<Veto> csi(Node node, VolumeRequest request);

    /** Why a host volume that users made on the node cannot serve the request, or empty when it can. */
    Optional<Veto> dynamic(HostVolumeInfo volume, VolumeRequest request);

    /** As long as the servers keep no volumes: there are none with CSI, and nodes are taken by their word. */
    static VolumeClaims none() {
        return new VolumeClaims() {
            @Override
            public Optional<Veto> csi(Node node, VolumeRequest request) {
                return Optional.of(Veto.filtered("missing CSI Volume " + request.source()));
            }

            @Override
            public Optional<Veto> dynamic(HostVolumeInfo volume, VolumeRequest request) {
                return Optional.empty();
            }
        };
    }
}
