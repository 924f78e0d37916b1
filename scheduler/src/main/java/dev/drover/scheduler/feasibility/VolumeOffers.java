package dev.drover.scheduler.feasibility;

import dev.drover.model.job.TaskGroup;
import dev.drover.model.node.Node;
import dev.drover.model.volume.HostVolumeInfo;
import dev.drover.model.volume.VolumeRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Whether a node offers the volumes of a group. Host volumes are what the node itself tells by name; what else there is to know of
 * volumes is asked of {@link VolumeClaims}.
 */
final class VolumeOffers {
    private static final String NO_HOST_VOLUME = "missing compatible host volumes";

    private final List<VolumeRequest> requests;
    private final VolumeClaims claims;

    VolumeOffers(TaskGroup group, VolumeClaims claims) {
        this.requests = group.volumes().values().stream()
                .sorted(Comparator.comparing(VolumeRequest::name))
                .toList();
        this.claims = claims;
    }

    Optional<Veto> check(Node node) {
        for (VolumeRequest request : requests) {
            Optional<Veto> veto = switch (request.type()) {
                case "", "host" -> host(node, request);
                case "csi" -> claims.csi(node, request);
                default -> Optional.of(Veto.filtered("unknown volume type \"" + request.type() + "\""));
            };
            if (veto.isPresent()) {
                return veto;
            }
        }
        return Optional.empty();
    }

    private Optional<Veto> host(Node node, VolumeRequest request) {
        HostVolumeInfo offered = node.hostVolumes().get(request.source());
        if (offered == null || (offered.readOnly() && !request.readOnly())) {
            return Optional.of(Veto.filtered(NO_HOST_VOLUME));
        }
        return offered.id().isEmpty() ? Optional.empty() : claims.dynamic(offered, request);
    }
}
