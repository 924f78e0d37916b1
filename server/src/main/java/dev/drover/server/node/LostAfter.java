package dev.drover.server.node;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.job.Job;
import dev.drover.model.job.TaskGroup;

/** Whether an allocation may go on for a while on a node that nobody hears of. */
final class LostAfter {
    private LostAfter() {}

    static boolean appliesTo(Allocation allocation) {
        Job job = allocation.job();
        return job != null
                && allocation.clientStatus() == ClientStatus.RUNNING
                && job.taskGroups().stream()
                        .anyMatch(group -> group.name().equals(allocation.taskGroup()) && appliesTo(group));
    }

    private static boolean appliesTo(TaskGroup group) {
        boolean modern = group.disconnect() != null && group.disconnect().lostAfter() != null;
        return modern || group.maxClientDisconnect() != null;
    }
}
