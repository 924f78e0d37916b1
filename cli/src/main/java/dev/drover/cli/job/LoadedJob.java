package dev.drover.cli.job;

import dev.drover.model.job.Job;
import dev.drover.model.job.JobSubmission;

/**
 * A job that was read from a file.
 *
 * @param submission its source, which the agent keeps beside the job
 */
record LoadedJob(Job job, JobSubmission submission) {}
