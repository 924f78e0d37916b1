package dev.drover.server.job;

import dev.drover.model.job.Job;
import dev.drover.state.State;
import java.util.ArrayList;
import java.util.List;

/** What only the cluster can find wrong with a job: it names things that are not there. */
final class JobChecks {
    private JobChecks() {}

    static List<String> faults(Job job, State state) {
        List<String> faults = new ArrayList<>();
        if (state.namespace(job.namespace()).isEmpty()) {
            faults.add("job \"" + job.id() + "\" is in nonexistent namespace \"" + job.namespace() + "\"");
        }
        if (state.nodePool(job.nodePool()).isEmpty()) {
            faults.add("job \"" + job.id() + "\" is in nonexistent node pool \"" + job.nodePool() + "\"");
        }
        if (job.periodic() != null) {
            try {
                CronSchedule.of(job.periodic());
            } catch (IllegalArgumentException fault) {
                faults.add("periodic: " + fault.getMessage());
            }
        }
        return faults;
    }
}
