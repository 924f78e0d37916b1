package dev.drover.state;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.job.Job;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.volume.VolumeRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What one allocation wants of one CSI volume. Claims are not written down: an allocation claims what its group asks for from when it is
 * placed until its node has reported its end.
 */
public record VolumeClaim(VolumeId volume, VolumeRequest request, String allocationId, String nodeId) {
    private static final String CSI = "csi";

    public boolean reads() {
        return request.readOnly();
    }

    /** What the allocation claims, in the order of the volumes' names within the group. */
    public static List<VolumeClaim> of(Allocation allocation) {
        Job job = allocation.job();
        return job == null ? List.of() : of(allocation, job);
    }

    /** The same for an allocation that does not name its job. */
    public static List<VolumeClaim> of(Allocation allocation, Job job) {
        for (TaskGroup group : job.taskGroups()) {
            if (group.name().equals(allocation.taskGroup())) {
                return of(group, allocation);
            }
        }
        return List.of();
    }

    private static List<VolumeClaim> of(TaskGroup group, Allocation allocation) {
        if (group.volumes().isEmpty()) {
            return List.of();
        }
        List<VolumeClaim> claims = new ArrayList<>();
        group.volumes().values().stream()
                .filter(VolumeClaim::isCsi)
                .sorted(Comparator.comparing(VolumeRequest::name))
                .forEach(request -> claims.add(new VolumeClaim(
                        new VolumeId(allocation.namespace(), source(request, allocation.name())),
                        request,
                        allocation.id(),
                        allocation.nodeId())));
        return claims;
    }

    /** Whether the request is for a CSI volume. */
    public static boolean isCsi(VolumeRequest request) {
        return request.type().equals(CSI);
    }

    /** Where each allocation is to have a volume of its own, the source bears its index, as in {@code data[3]}. */
    public static String source(VolumeRequest request, String allocationName) {
        return request.perAlloc()
                ? request.source() + allocationName.substring(Math.max(0, allocationName.lastIndexOf('[')))
                : request.source();
    }

    /** Whether any group of the job asks for CSI volumes. */
    static boolean areOf(Job job) {
        for (TaskGroup group : job.taskGroups()) {
            if (!group.volumes().isEmpty() && group.volumes().values().stream().anyMatch(VolumeClaim::isCsi)) {
                return true;
            }
        }
        return false;
    }
}
