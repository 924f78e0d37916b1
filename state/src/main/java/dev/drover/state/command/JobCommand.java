package dev.drover.state.command;

import dev.drover.model.eval.Evaluation;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobSubmission;
import dev.drover.model.job.ScalingEvent;
import dev.drover.state.JobId;
import java.time.Instant;
import java.util.Optional;

/** Changes of jobs. */
public sealed interface JobCommand extends Command {
    /**
     * Takes up a job. A job that differs from the one there gets the next version; one that does not stays as it is.
     *
     * @param job canonical and valid
     */
    record Register(Job job, Optional<Evaluation> evaluation, Optional<JobSubmission> submission)
            implements JobCommand {}

    /** Stops a job, or takes it out altogether. */
    record Deregister(JobId job, boolean purge, Instant time, Optional<Evaluation> evaluation) implements JobCommand {}

    /** Says of a version whether it may be gone back to. */
    record SetStable(JobId job, long version, boolean stable) implements JobCommand {}

    /** Registers the job with a new count and notes who asked for it; without a job it only notes. */
    record Scale(JobId job, Optional<Job> changed, String group, ScalingEvent event, Optional<Evaluation> evaluation)
            implements JobCommand {}

    /** Notes the time for which a periodic job was launched last. */
    record RecordLaunch(JobId job, Instant launch) implements JobCommand {}
}
