package dev.drover.cli.job;

import dev.drover.model.job.Job;
import dev.drover.model.job.JobSubmission;
import java.util.List;

/**
 * A job file that was read.
 *
 * @param submission its source, which the agent keeps beside the job
 * @param warnings each ready to print
 */
record JobFile(Job job, JobSubmission submission, List<String> warnings) {}
