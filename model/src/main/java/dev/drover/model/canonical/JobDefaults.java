package dev.drover.model.canonical;

/**
 * What a job gets that says nothing itself and that depends on the cluster.
 *
 * @param region region of the agent that was called
 * @param priority 1 to the cluster's maximum
 * @param nodePool pool of the job's namespace
 */
public record JobDefaults(String region, int priority, String nodePool) {
    /** The values of a cluster without configuration. */
    public static final JobDefaults STANDARD = new JobDefaults("global", 50, "default");
}
