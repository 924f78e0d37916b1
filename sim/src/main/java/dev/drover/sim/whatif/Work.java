package dev.drover.sim.whatif;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.job.Job;
import dev.drover.state.JobId;
import dev.drover.state.State;
import dev.drover.state.Statuses;

/** What runs in a cluster. */
final class Work {
    private Work() {}

    static boolean isLive(Allocation allocation) {
        return !Statuses.terminal(allocation);
    }

    static boolean isSystem(Job job) {
        return job.type().equals("system") || job.type().equals("sysbatch");
    }

    static boolean isSystem(State state, Allocation allocation) {
        return state.job(new JobId(allocation.namespace(), allocation.jobId()))
                .filter(Work::isSystem)
                .isPresent();
    }
}
