package dev.drover.scheduler.reconcile;

import dev.drover.model.alloc.AllocDeploymentStatus;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.deployment.DeploymentState;
import dev.drover.model.deployment.DeploymentStateBuilder;
import dev.drover.model.job.UpdateStrategy;
import dev.drover.model.wire.Defaults;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** The arithmetic of rolling out one group. */
final class GroupRollout {
    private GroupRollout() {}

    static DeploymentState begin(UpdateStrategy update, int count, boolean canaries, Instant now) {
        Duration deadline = Objects.requireNonNullElse(update.progressDeadline(), Duration.ZERO);
        return DeploymentStateBuilder.builder()
                .desiredTotal(count)
                .desiredCanaries(canaries ? Objects.requireNonNullElse(update.canary(), 0) : 0)
                .autoRevert(Boolean.TRUE.equals(update.autoRevert()))
                .autoPromote(Boolean.TRUE.equals(update.autoPromote()))
                .progressDeadline(deadline)
                .requireProgressBy(deadline.isZero() ? Defaults.NO_TIME : now.plus(deadline))
                .build();
    }

    /** How many more may be replaced at once: each that is not known to be healthy takes a slot, an unhealthy one takes all. */
    static int limit(int maxParallel, String deploymentId, List<Allocation> allocations) {
        int free = maxParallel;
        for (Allocation allocation : allocations) {
            if (!deploymentId.isEmpty() && allocation.deploymentId().equals(deploymentId)) {
                AllocDeploymentStatus status = allocation.deploymentStatus();
                Boolean healthy = status == null ? null : status.healthy();
                if (healthy == null) {
                    free--;
                } else if (!healthy) {
                    return 0;
                }
            }
        }
        return Math.max(0, free);
    }

    static boolean complete(DeploymentState state) {
        boolean promoted = state.desiredCanaries() == 0 || state.promoted();
        return promoted && state.healthyAllocs() >= Math.max(state.desiredTotal(), state.desiredCanaries());
    }
}
