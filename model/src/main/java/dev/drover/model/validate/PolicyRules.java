package dev.drover.model.validate;

import dev.drover.model.job.DisconnectStrategy;
import dev.drover.model.job.Job;
import dev.drover.model.job.MigrateStrategy;
import dev.drover.model.job.ReschedulePolicy;
import dev.drover.model.job.RestartPolicy;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.text.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Restart, reschedule, migrate and disconnect. */
final class PolicyRules {
    private static final Duration LEAST_RESTART_INTERVAL = Duration.ofSeconds(5);
    private static final Duration LEAST_RESCHEDULE_DELAY = Duration.ofSeconds(5);
    private static final Duration LEAST_RESCHEDULE_INTERVAL = Duration.ofSeconds(15);

    private PolicyRules() {}

    static void check(Job job, TaskGroup group, Report report) {
        restart(group.restartPolicy(), report.in("restart"));
        reschedule(job, group.reschedulePolicy(), report.in("reschedule"));
        migrate(job, group.migrate(), report.in("migrate"));
        disconnect(job, group, report);
    }

    static void restart(@Nullable RestartPolicy policy, Report block) {
        if (policy == null) {
            return;
        }
        block.oneOf("mode", policy.mode(), List.of("fail", "delay"));
        block.atLeast("attempts", policy.attempts(), 0);
        int attempts = Objects.requireNonNullElse(policy.attempts(), 0);
        block.faultIf(
                policy.mode().equals("delay") && attempts == 0,
                "mode delay with 0 attempts never restarts a task",
                "set attempts, or mode to fail");
        Duration interval = Objects.requireNonNullElse(policy.interval(), Duration.ZERO);
        Duration delay = Objects.requireNonNullElse(policy.delay(), Duration.ZERO);
        block.notNegative("delay", delay);
        longEnough(block, "interval", interval, LEAST_RESTART_INTERVAL);
        block.faultIf(
                attempts > 0 && delay.compareTo(interval.dividedBy(attempts)) > 0,
                attempts + " attempts with a delay of " + Durations.format(delay) + " do not fit into the interval of "
                        + Durations.format(interval),
                "raise interval or lower delay");
    }

    private static void longEnough(Report block, String name, Duration value, Duration least) {
        block.faultIf(
                value.compareTo(least) < 0,
                name + " " + Durations.format(value) + " is shorter than " + Durations.format(least),
                "raise " + name);
    }

    private static void reschedule(Job job, @Nullable ReschedulePolicy policy, Report block) {
        if (policy == null) {
            return;
        }
        if (JobValidator.runsEverywhere(job)) {
            block.fault(job.type() + " jobs cannot be rescheduled, since they run on every node", "remove the block");
            return;
        }
        int attempts = Objects.requireNonNullElse(policy.attempts(), 0);
        boolean unlimited = Boolean.TRUE.equals(policy.unlimited());
        Duration interval = Objects.requireNonNullElse(policy.interval(), Duration.ZERO);
        block.atLeast("attempts", attempts, 0);
        block.faultIf(attempts > 0 && unlimited, "attempts and unlimited exclude each other", "set unlimited = false");
        if (attempts <= 0 && !unlimited) {
            return;
        }
        if (!unlimited) {
            block.faultIf(interval.isZero(), "attempts need an interval", "set interval");
            longEnough(block, "interval", interval, LEAST_RESCHEDULE_INTERVAL);
        }
        delays(policy, block);
    }

    private static void delays(ReschedulePolicy policy, Report block) {
        Duration delay = Objects.requireNonNullElse(policy.delay(), Duration.ZERO);
        Duration longest = Objects.requireNonNullElse(policy.maxDelay(), Duration.ZERO);
        block.oneOf("delay_function", policy.delayFunction(), List.of("constant", "exponential", "fibonacci"));
        longEnough(block, "delay", delay, LEAST_RESCHEDULE_DELAY);
        block.faultIf(
                !policy.delayFunction().equals("constant") && longest.compareTo(delay) < 0,
                "max_delay " + Durations.format(longest) + " is shorter than delay " + Durations.format(delay),
                "raise max_delay");
    }

    private static void migrate(Job job, @Nullable MigrateStrategy policy, Report block) {
        if (policy == null) {
            return;
        }
        block.faultIf(!job.type().equals("service"), "migrate is for service jobs", "remove the block");
        block.atLeast("max_parallel", policy.maxParallel(), 0);
        block.oneOf("health_check", policy.healthCheck(), List.of("checks", "task_states"));
        Duration healthy = Objects.requireNonNullElse(policy.minHealthyTime(), Duration.ZERO);
        Duration deadline = Objects.requireNonNullElse(policy.healthyDeadline(), Duration.ZERO);
        block.notNegative("min_healthy_time", healthy);
        block.notNegative("healthy_deadline", deadline);
        block.faultIf(
                healthy.compareTo(deadline) >= 0,
                "min_healthy_time is not less than healthy_deadline",
                "raise healthy_deadline");
    }

    private static void disconnect(Job job, TaskGroup group, Report report) {
        report.warnIf(
                group.stopAfterClientDisconnect() != null
                        || group.maxClientDisconnect() != null
                        || group.preventRescheduleOnLost(),
                "stop_after_client_disconnect, max_client_disconnect and prevent_reschedule_on_lost are old forms",
                "use a disconnect block with stop_on_client_after, lost_after and replace");
        report.notNegative("stop_after_client_disconnect", group.stopAfterClientDisconnect());
        report.notNegative("max_client_disconnect", group.maxClientDisconnect());
        DisconnectStrategy policy = group.disconnect();
        Report block = report.in("disconnect");
        if (policy == null) {
            block.faultIf(
                    group.stopAfterClientDisconnect() != null && group.maxClientDisconnect() != null,
                    "max_client_disconnect and stop_after_client_disconnect exclude each other",
                    "keep one");
            return;
        }
        block.faultIf(
                group.stopAfterClientDisconnect() != null || group.maxClientDisconnect() != null,
                "the block cannot be mixed with its old forms",
                "remove stop_after_client_disconnect and max_client_disconnect");
        block.notNegative("lost_after", policy.lostAfter());
        block.notNegative("stop_on_client_after", policy.stopOnClientAfter());
        block.faultIf(
                policy.lostAfter() != null && policy.stopOnClientAfter() != null,
                "lost_after and stop_on_client_after exclude each other",
                "keep one");
        block.faultIf(
                policy.stopOnClientAfter() != null && JobValidator.runsEverywhere(job),
                "stop_on_client_after is for service and batch jobs",
                "remove it from this " + job.type() + " job");
        block.oneOf(
                "reconcile",
                policy.reconcile(),
                List.of("keep_original", "keep_replacement", "best_score", "longest_running"));
    }
}
