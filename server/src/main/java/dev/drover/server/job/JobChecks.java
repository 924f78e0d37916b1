package dev.drover.server.job;

import dev.drover.model.job.Job;
import dev.drover.state.JobId;
import dev.drover.state.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
        state.job(JobId.of(job)).ifPresent(before -> faults.addAll(changes(before, job)));
        return faults;
    }

    /** What a job is cannot be changed: what runs of it was placed by other rules. */
    private static List<String> changes(Job before, Job job) {
        List<String> faults = new ArrayList<>();
        if (!before.type().equals(job.type())) {
            faults.add("cannot update job from type \"" + before.type() + "\" to \"" + job.type()
                    + "\"; give it another id, or stop it with -purge first");
        }
        change("periodic", before.periodic() != null, job.periodic() != null).ifPresent(faults::add);
        change("parameterized", before.parameterizedJob() != null, job.parameterizedJob() != null)
                .ifPresent(faults::add);
        return faults;
    }

    private static Optional<String> change(String what, boolean before, boolean now) {
        if (before == now) {
            return Optional.empty();
        }
        return Optional.of(
                before
                        ? "cannot update " + what + " job to being non-" + what
                        : "cannot update non-" + what + " job to being " + what);
    }
}
