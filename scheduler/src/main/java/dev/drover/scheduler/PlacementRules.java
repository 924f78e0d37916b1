package dev.drover.scheduler;

import dev.drover.model.job.Job;
import dev.drover.model.node.NodePool;
import dev.drover.model.node.NodePoolSchedulerConfiguration;
import dev.drover.model.operator.PreemptionConfig;
import dev.drover.model.operator.SchedulerConfiguration;
import dev.drover.scheduler.ranking.Algorithm;
import dev.drover.state.State;
import java.util.Optional;

/**
 * What operators have decided about the placement of a job: the cluster's scheduler configuration, and over it that of the job's
 * node pool where it says something else.
 *
 * @param oversubscription whether tasks may use more memory than is set aside for them
 * @param preemption whether the job may push aside what is less important
 */
public record PlacementRules(Algorithm algorithm, boolean oversubscription, boolean preemption) {
    public static PlacementRules of(State state, Job job) {
        SchedulerConfiguration cluster = state.schedulerConfiguration();
        Optional<NodePoolSchedulerConfiguration> pool =
                state.nodePool(job.nodePool()).map(NodePool::schedulerConfiguration);
        String algorithm = pool.map(NodePoolSchedulerConfiguration::schedulerAlgorithm)
                .filter(name -> !name.isEmpty())
                .orElse(cluster.schedulerAlgorithm());
        boolean oversubscription = pool.map(NodePoolSchedulerConfiguration::memoryOversubscriptionEnabled)
                .orElse(cluster.memoryOversubscriptionEnabled());
        return new PlacementRules(
                Algorithm.of(algorithm), oversubscription, mayPreempt(cluster.preemptionConfig(), job.type()));
    }

    private static boolean mayPreempt(PreemptionConfig config, String jobType) {
        return switch (jobType) {
            case "service" -> config.serviceSchedulerEnabled();
            case "batch" -> config.batchSchedulerEnabled();
            case "system" -> config.systemSchedulerEnabled();
            case "sysbatch" -> config.sysBatchSchedulerEnabled();
            default -> false;
        };
    }
}
