package dev.drover.scheduler.preemption;

import dev.drover.model.alloc.Allocation;
import dev.drover.state.JobId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How many allocations each group loses in the plan that is being made, so that the loss can be shared out. */
public final class Evictions {
    private record Group(JobId job, String name) {}

    private final Map<Group, Integer> counts = new HashMap<>();

    public void add(List<Allocation> victims) {
        victims.forEach(victim -> counts.merge(group(victim), 1, Integer::sum));
    }

    int of(Allocation allocation) {
        return counts.getOrDefault(group(allocation), 0);
    }

    private static Group group(Allocation allocation) {
        return new Group(new JobId(allocation.namespace(), allocation.jobId()), allocation.taskGroup());
    }
}
