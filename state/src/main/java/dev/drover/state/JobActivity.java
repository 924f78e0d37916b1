package dev.drover.state;

/**
 * How much of a job is alive, counted along with every change, since a job may have a million allocations.
 *
 * @param liveAllocations allocations that are not terminal
 * @param openEvaluations evaluations that are not terminal
 * @param evaluations all evaluations
 * @param activeDeployments deployments that are not over
 */
record JobActivity(int liveAllocations, int allocations, int openEvaluations, int evaluations, int activeDeployments) {
    static final JobActivity NONE = new JobActivity(0, 0, 0, 0, 0);

    JobActivity plus(JobActivity other) {
        return new JobActivity(
                liveAllocations + other.liveAllocations,
                allocations + other.allocations,
                openEvaluations + other.openEvaluations,
                evaluations + other.evaluations,
                activeDeployments + other.activeDeployments);
    }
}
