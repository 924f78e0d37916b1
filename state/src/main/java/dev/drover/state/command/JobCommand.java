package dev.drover.state.command;

import dev.drover.model.eval.Evaluation;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobSubmission;
import dev.drover.model.job.JobVersionTag;
import dev.drover.model.job.ScalingEvent;
import dev.drover.state.JobId;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Changes of jobs. */
public sealed interface JobCommand extends Command {
    /**
     * Takes up a job. A job that differs from the one there gets the next version; one that does not stays as it is.
     *
     * @param job canonical and valid
     * @param expectedIndex the modify index that the job has to have, 0 for a job that must not be there; with another one the
     *     command changes nothing
     * @param keptVersions how many versions of the job are kept, not counting tagged ones and the newest stable one; 0 for the usual
     */
    record Register(
            Job job,
            Optional<Evaluation> evaluation,
            Optional<JobSubmission> submission,
            OptionalLong expectedIndex,
            int keptVersions)
            implements JobCommand {
        /** Takes it up whatever is there. */
        public Register(Job job, Optional<Evaluation> evaluation, Optional<JobSubmission> submission) {
            this(job, evaluation, submission, OptionalLong.empty(), 0);
        }
    }

    /** Stops a job, or takes it out altogether. */
    record Deregister(JobId job, boolean purge, Instant time, Optional<Evaluation> evaluation) implements JobCommand {}

    /** Says of a version whether it may be gone back to. */
    record SetStable(JobId job, long version, boolean stable) implements JobCommand {}

    /** Gives a version a name, under which it is kept for as long as the job. A name belongs to one version of the job. */
    record SetTag(JobId job, long version, JobVersionTag tag) implements JobCommand {}

    /** Takes a name back; its version may be dropped from here on. */
    record RemoveTag(JobId job, String tag) implements JobCommand {}

    /**
     * Registers the job with a new count and notes who asked for it; without a job it only notes.
     *
     * @param keptVersions as in {@link Register}
     */
    record Scale(
            JobId job,
            Optional<Job> changed,
            String group,
            ScalingEvent event,
            Optional<Evaluation> evaluation,
            int keptVersions)
            implements JobCommand {}

    /** Notes the time for which a periodic job was launched last. */
    record RecordLaunch(JobId job, Instant launch) implements JobCommand {}
}
