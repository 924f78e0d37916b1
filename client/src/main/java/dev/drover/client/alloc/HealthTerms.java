package dev.drover.client.alloc;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.job.Job;
import dev.drover.model.job.MigrateStrategy;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.job.UpdateStrategy;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When an allocation counts as healthy.
 *
 * @param dependsOnChecks whether checks of services must pass too
 * @param minHealthyTime how long all must be good without a break
 * @param healthyDeadline time within which that must come true
 */
record HealthTerms(boolean dependsOnChecks, Duration minHealthyTime, Duration healthyDeadline) {
    private static final Duration USUAL_MINIMUM = Duration.ofSeconds(10);
    private static final Duration USUAL_DEADLINE = Duration.ofMinutes(5);

    /**
     * In a deployment the update block tells. Other services are watched as well, by their migrate block, since a drain waits for
     * the health of what it has moved. Empty when health is not told by the node.
     */
    static Optional<HealthTerms> of(Allocation allocation, TaskGroup group) {
        if (!allocation.deploymentId().isEmpty()) {
            return ofUpdate(group.update());
        }
        Job job = allocation.job();
        MigrateStrategy migrate = group.migrate();
        if (job == null || !job.type().equals("service") || migrate == null) {
            return Optional.empty();
        }
        return Optional.of(of(migrate.healthCheck(), migrate.minHealthyTime(), migrate.healthyDeadline()));
    }

    /** Empty when a person or program tells the health. */
    static Optional<HealthTerms> ofUpdate(@Nullable UpdateStrategy update) {
        if (update == null) {
            return Optional.of(of("", null, null));
        }
        return update.healthCheck().equals("manual")
                ? Optional.empty()
                : Optional.of(of(update.healthCheck(), update.minHealthyTime(), update.healthyDeadline()));
    }

    private static HealthTerms of(String check, @Nullable Duration minimum, @Nullable Duration deadline) {
        return new HealthTerms(
                !check.equals("task_states"),
                minimum == null ? USUAL_MINIMUM : minimum,
                deadline == null ? USUAL_DEADLINE : deadline);
    }
}
