package dev.drover.model.canonical;

import dev.drover.model.job.DisconnectStrategy;
import dev.drover.model.job.EphemeralDisk;
import dev.drover.model.job.MigrateStrategy;
import dev.drover.model.job.ReschedulePolicy;
import dev.drover.model.job.RestartPolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What happens when a task fails, a node drains or a node is out of sight. */
final class Policies {
    private static final RestartPolicy RESTART_SERVICE =
            new RestartPolicy(Duration.ofMinutes(30), 2, Duration.ofSeconds(15), "fail", false);
    private static final RestartPolicy RESTART_BATCH =
            new RestartPolicy(Duration.ofHours(24), 3, Duration.ofSeconds(15), "fail", false);
    private static final ReschedulePolicy RESCHEDULE_SERVICE =
            new ReschedulePolicy(0, Duration.ZERO, Duration.ofSeconds(30), "exponential", Duration.ofHours(1), true);
    private static final ReschedulePolicy RESCHEDULE_BATCH =
            new ReschedulePolicy(1, Duration.ofHours(24), Duration.ofSeconds(5), "constant", Duration.ZERO, false);
    private static final MigrateStrategy MIGRATE =
            new MigrateStrategy(1, "checks", Duration.ofSeconds(10), Duration.ofMinutes(5));

    private Policies() {}

    static RestartPolicy restart(@Nullable RestartPolicy near, String jobType) {
        boolean batch = jobType.equals(JobType.BATCH) || jobType.equals(JobType.SYSBATCH);
        return restart(near, batch ? RESTART_BATCH : RESTART_SERVICE);
    }

    static RestartPolicy restart(@Nullable RestartPolicy near, RestartPolicy far) {
        return near == null
                ? far
                : new RestartPolicy(
                        Fill.either(near.interval(), far.interval()),
                        Fill.either(near.attempts(), far.attempts()),
                        Fill.either(near.delay(), far.delay()),
                        Fill.text(near.mode(), far.mode()),
                        Fill.either(near.renderTemplates(), far.renderTemplates()));
    }

    /** Jobs that run on every node have no other node to go to, and get a policy only when they wrongly ask for one. */
    static @Nullable ReschedulePolicy reschedule(
            @Nullable ReschedulePolicy group, @Nullable ReschedulePolicy job, String jobType) {
        return switch (jobType) {
            case JobType.SERVICE -> merge(group, merge(job, RESCHEDULE_SERVICE));
            case JobType.BATCH -> merge(group, merge(job, RESCHEDULE_BATCH));
            default -> group == null ? job : group;
        };
    }

    private static ReschedulePolicy merge(@Nullable ReschedulePolicy near, ReschedulePolicy far) {
        return near == null
                ? far
                : new ReschedulePolicy(
                        Fill.either(near.attempts(), far.attempts()),
                        Fill.either(near.interval(), far.interval()),
                        Fill.either(near.delay(), far.delay()),
                        Fill.text(near.delayFunction(), far.delayFunction()),
                        Fill.either(near.maxDelay(), far.maxDelay()),
                        Fill.either(near.unlimited(), far.unlimited()));
    }

    static @Nullable MigrateStrategy migrate(
            @Nullable MigrateStrategy group, @Nullable MigrateStrategy job, String jobType) {
        if (group == null && job == null && !jobType.equals(JobType.SERVICE)) {
            return null;
        }
        return merge(group, merge(job, MIGRATE));
    }

    private static MigrateStrategy merge(@Nullable MigrateStrategy near, MigrateStrategy far) {
        return near == null
                ? far
                : new MigrateStrategy(
                        Fill.either(near.maxParallel(), far.maxParallel()),
                        Fill.text(near.healthCheck(), far.healthCheck()),
                        Fill.either(near.minHealthyTime(), far.minHealthyTime()),
                        Fill.either(near.healthyDeadline(), far.healthyDeadline()));
    }

    static @Nullable DisconnectStrategy disconnect(@Nullable DisconnectStrategy disconnect) {
        return disconnect == null
                ? null
                : new DisconnectStrategy(
                        disconnect.lostAfter(),
                        disconnect.stopOnClientAfter(),
                        Fill.value(disconnect.replace(), true),
                        Fill.text(disconnect.reconcile(), "best_score"));
    }

    static EphemeralDisk disk(@Nullable EphemeralDisk disk) {
        return disk == null
                ? new EphemeralDisk(false, false, 300)
                : new EphemeralDisk(
                        Fill.value(disk.sticky(), false),
                        Fill.value(disk.migrate(), false),
                        Fill.value(disk.sizeMb(), 300));
    }
}
