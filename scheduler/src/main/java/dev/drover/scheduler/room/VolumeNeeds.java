package dev.drover.scheduler.room;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.job.Job;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.volume.VolumeRequest;
import java.util.List;

/** Which host volumes allocations want for themselves. */
public final class VolumeNeeds {
    private static final String ONE_WRITER = "single-node-single-writer";

    private VolumeNeeds() {}

    /** The sources of host volumes that only one allocation of a node may hold. */
    public static List<String> exclusive(TaskGroup group) {
        return group.volumes().values().stream()
                .filter(VolumeNeeds::isOfHost)
                .filter(request -> request.accessMode().equals(ONE_WRITER))
                .map(VolumeRequest::source)
                .toList();
    }

    public static List<String> exclusive(Allocation allocation) {
        Job job = allocation.job();
        return job == null ? List.of() : exclusive(job, allocation.taskGroup());
    }

    public static List<String> exclusive(Job job, String groupName) {
        return job.taskGroups().stream()
                .filter(group -> group.name().equals(groupName))
                .flatMap(group -> exclusive(group).stream())
                .toList();
    }

    /** Volumes come from the host unless the job says otherwise. */
    public static boolean isOfHost(VolumeRequest request) {
        return request.type().isEmpty() || request.type().equals("host");
    }
}
