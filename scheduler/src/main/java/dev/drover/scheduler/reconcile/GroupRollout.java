package dev.drover.scheduler.reconcile;

import dev.drover.model.alloc.AllocDeploymentStatus;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.deployment.DeploymentState;
import dev.drover.model.deployment.DeploymentStateBuilder;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.job.UpdateStrategy;
import dev.drover.model.wire.Defaults;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;

/** The arithmetic of rolling out one group. */
final class GroupRollout {
    private GroupRollout() {}

    /**
     * A roll-out that begins now.
     *
     * @param canaries how many are tried before the others follow
     */
    static DeploymentState begin(UpdateStrategy update, int count, int canaries, Instant now) {
        Duration deadline = Objects.requireNonNullElse(update.progressDeadline(), Duration.ZERO);
        return DeploymentStateBuilder.builder()
                .desiredTotal(count)
                .desiredCanaries(canaries)
                .autoRevert(Boolean.TRUE.equals(update.autoRevert()))
                .autoPromote(Boolean.TRUE.equals(update.autoPromote()))
                .progressDeadline(deadline)
                .requireProgressBy(deadline.isZero() ? Defaults.NO_TIME : now.plus(deadline))
                .build();
    }

    /** A strategy that lets somebody watch; without one there is no deployment. */
    static Optional<UpdateStrategy> watched(TaskGroup group) {
        return Optional.ofNullable(group.update()).filter(update -> maxParallel(update) > 0);
    }

    static int maxParallel(UpdateStrategy update) {
        return Objects.requireNonNullElse(update.maxParallel(), 0);
    }

    static int canaries(UpdateStrategy update) {
        return Objects.requireNonNullElse(update.canary(), 0);
    }

    /** How many more may be replaced at once: each that is not known to be healthy takes a slot, an unhealthy one takes all. */
    static int limit(int maxParallel, String deploymentId, Collection<Allocation> allocations) {
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
