package dev.drover.scheduler.feasibility;

import dev.drover.model.job.Job;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeStatus;
import dev.drover.model.node.SchedulingEligibility;
import dev.drover.model.text.Globs;

/** Which nodes a job may use at all, before any constraint is looked at. */
public final class Nodes {
    private static final String ALL_POOLS = "all";
    private static final String DEFAULT_POOL = "default";

    private Nodes() {}

    /** Ready, not draining and eligible: may take new work. */
    public static boolean takesNewWork(Node node) {
        return node.status() == NodeStatus.READY
                && node.drainStrategy() == null
                && node.schedulingEligibility() == SchedulingEligibility.ELIGIBLE;
    }

    public static boolean inPool(Node node, Job job) {
        return job.nodePool().equals(ALL_POOLS) || poolOf(job).equals(poolOf(node));
    }

    public static boolean inDatacenters(Node node, Job job) {
        return job.datacenters().isEmpty()
                || job.datacenters().stream().anyMatch(pattern -> Globs.matches(pattern, node.datacenter()));
    }

    private static String poolOf(Job job) {
        return job.nodePool().isEmpty() ? DEFAULT_POOL : job.nodePool();
    }

    private static String poolOf(Node node) {
        return node.nodePool().isEmpty() ? DEFAULT_POOL : node.nodePool();
    }
}
