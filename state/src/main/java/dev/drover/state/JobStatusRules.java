package dev.drover.state;

import dev.drover.model.job.Job;
import dev.drover.model.job.JobBuilder;
import dev.drover.model.job.PeriodicConfig;

/**
 * The status of a job follows from what is alive of it. Jobs that wait for nodes, for a time or for a dispatch run until they
 * are stopped; others run while something of theirs does, are pending while an evaluation is open, and are dead afterwards, also
 * when the evaluations that told so are forgotten.
 */
final class JobStatusRules {
    private JobStatusRules() {}

    static void settle(Draft draft, JobId id) {
        Job job = draft.tables.jobs.get(id);
        if (job == null) {
            return;
        }
        String status = status(job, draft.view().activity(id));
        if (!status.equals(job.status())) {
            draft.putJob(JobBuilder.builder(job)
                    .status(status)
                    .modifyIndex(draft.index)
                    .build());
            draft.summaries().settle(draft);
        }
    }

    static String status(Job job, JobActivity activity) {
        if (job.type().equals("system") || waitsForLaunch(job)) {
            return job.stop() ? Statuses.JOB_DEAD : Statuses.JOB_RUNNING;
        }
        if (activity.liveAllocations() > 0 || activity.activeDeployments() > 0) {
            return Statuses.JOB_RUNNING;
        }
        if (activity.openEvaluations() > 0) {
            return Statuses.JOB_PENDING;
        }
        boolean wasDead = job.status().equals(Statuses.JOB_DEAD);
        return wasDead || job.stop() || activity.evaluations() > 0 || activity.allocations() > 0
                ? Statuses.JOB_DEAD
                : Statuses.JOB_PENDING;
    }

    /** Whether only children of the job run, at a time or when dispatched. */
    static boolean waitsForLaunch(Job job) {
        PeriodicConfig periodic = job.periodic();
        return periodic != null || (job.parameterizedJob() != null && !job.dispatched());
    }
}
