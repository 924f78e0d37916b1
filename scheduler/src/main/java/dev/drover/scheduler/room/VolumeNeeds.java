package dev.drover.scheduler.room;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.job.Job;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.job.TaskGroupBuilder;
import dev.drover.model.volume.VolumeRequest;
import dev.drover.model.volume.VolumeRequestBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which volumes allocations want, and which of them for themselves. */
public final class VolumeNeeds {
    private static final String ONE_WRITER = "single-node-single-writer";

    private VolumeNeeds() {}

    /** Whether each allocation of the group is to have volumes of its own. */
    public static boolean differByAllocation(TaskGroup group) {
        return !group.volumes().isEmpty() && group.volumes().values().stream().anyMatch(VolumeRequest::perAlloc);
    }

    /**
     * The group as one allocation of it sees it: where each is to have a volume of its own, the source bears the allocation's index, as in
     * {@code data[3]}.
     *
     * @return the same group where all allocations share their volumes
     */
    public static TaskGroup named(TaskGroup group, String allocationName) {
        if (!differByAllocation(group)) {
            return group;
        }
        String index = allocationName.substring(Math.max(0, allocationName.lastIndexOf('[')));
        Map<String, VolumeRequest> named = new HashMap<>(group.volumes());
        named.replaceAll((name, request) -> request.perAlloc()
                ? VolumeRequestBuilder.builder(request)
                        .source(request.source() + index)
                        .build()
                : request);
        return TaskGroupBuilder.builder(group).volumes(named).build();
    }

    /** The sources of host volumes that only one allocation of a node may hold. */
    public static List<String> exclusive(TaskGroup group) {
        return group.volumes().values().stream()
                .filter(VolumeNeeds::isOfHost)
                .filter(request -> request.accessMode().equals(ONE_WRITER))
                .map(VolumeRequest::source)
                .toList();
    }

    /** The sources of host volumes that the allocation has for itself. */
    public static List<String> exclusive(Allocation allocation) {
        Job job = allocation.job();
        return job == null ? List.of() : exclusive(allocation, job);
    }

    /** The same for an allocation that does not name its job. */
    public static List<String> exclusive(Allocation allocation, Job job) {
        return job.taskGroups().stream()
                .filter(group -> group.name().equals(allocation.taskGroup()))
                .flatMap(group -> exclusive(named(group, allocation.name())).stream())
                .toList();
    }

    /** Volumes come from the host unless the job says otherwise. */
    private static boolean isOfHost(VolumeRequest request) {
        return request.type().isEmpty() || request.type().equals("host");
    }
}
