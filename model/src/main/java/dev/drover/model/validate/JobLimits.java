package dev.drover.model.validate;

/**
 * What a cluster allows.
 *
 * @param maxPriority highest priority of a job, at most 32,766
 * @param maxCount most allocations of a job, over all groups
 */
public record JobLimits(int maxPriority, int maxCount) {
    /** Most groups of a job. */
    public static final int MAX_GROUPS = 1_000;

    /** The limits of a cluster without configuration. */
    public static final JobLimits STANDARD = new JobLimits(100, 50_000);
}
