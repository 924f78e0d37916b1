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
}
