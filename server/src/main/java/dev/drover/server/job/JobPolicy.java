package dev.drover.server.job;

import dev.drover.model.canonical.JobDefaults;
import dev.drover.model.validate.JobLimits;

/**
 * What an operator allows jobs, and what those get that say nothing.
 *
 * @param trackedVersions how many versions of a job are kept, not counting tagged ones and the newest stable one
 * @param sourceLimit longest source, in characters, that is kept beside a job; longer ones are left out
 */
public record JobPolicy(JobDefaults defaults, JobLimits limits, int trackedVersions, int sourceLimit) {
    /** What holds without configuration. */
    public static final JobPolicy STANDARD = new JobPolicy(JobDefaults.STANDARD, JobLimits.STANDARD, 6, 1_000_000);
}
