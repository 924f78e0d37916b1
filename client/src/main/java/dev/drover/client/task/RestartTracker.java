package dev.drover.client.task;

import dev.drover.driver.TaskExit;
import dev.drover.model.job.RestartPolicy;
import dev.drover.model.text.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a task that ended is started again. Restarts are counted within a window that begins with the first of them; when it
 * is over, counting begins anew. Too many within the window end the task (mode {@code fail}) or make it wait for the window's end
 * (mode {@code delay}).
 */
final class RestartTracker {
    /** What becomes of the task. */
    sealed interface Decision {
        /** It is started again after a pause. */
        record Restart(Duration delay, String reason) implements Decision {}

        /** It has done its work. */
        record Complete() implements Decision {}

        /** It has failed for good. */
        record Fail(String reason) implements Decision {}
    }

    static final String WITHIN_POLICY = "Restart within policy";
    private static final double JITTER = 0.25;

    private final int attempts;
    private final Duration interval;
    private final Duration delay;
    private final boolean delays;
    private final boolean restartsAfterSuccess;
    private final InstantSource clock;
    private final RandomGenerator random;

    private @Nullable Instant windowStart;
    private int count;

    /**
     * A tracker for one task.
     *
     * @param policy what is absent in it gets the default of services: 2 attempts in 30 minutes, 15 seconds apart
     * @param restartsAfterSuccess true for tasks that are meant to run forever
     */
    RestartTracker(
            @Nullable RestartPolicy policy, boolean restartsAfterSuccess, InstantSource clock, RandomGenerator random) {
        Integer attemptsWanted = policy == null ? null : policy.attempts();
        Duration intervalWanted = policy == null ? null : policy.interval();
        Duration delayWanted = policy == null ? null : policy.delay();
        this.attempts = attemptsWanted == null ? 2 : attemptsWanted;
        this.interval = intervalWanted == null ? Duration.ofMinutes(30) : intervalWanted;
        this.delay = delayWanted == null ? Duration.ofSeconds(15) : delayWanted;
        this.delays = policy != null && policy.mode().equals("delay");
        this.restartsAfterSuccess = restartsAfterSuccess;
        this.clock = clock;
        this.random = random;
    }

    /** How far it has counted. */
    record Count(@Nullable Instant windowStart, int restarts) {}

    synchronized Count counted() {
        return new Count(windowStart, count);
    }

    synchronized void restore(Count earlier) {
        windowStart = earlier.windowStart();
        count = earlier.restarts();
    }

    /** After the process ended by itself. */
    Decision afterExit(TaskExit exit) {
        if (exit.successful() && !restartsAfterSuccess) {
            return new Decision.Complete();
        }
        return afterFailure();
    }

    /** After the driver could not start it. */
    Decision afterStartFailure(boolean recoverable) {
        return recoverable ? afterFailure() : new Decision.Fail("Error was unrecoverable");
    }

    private synchronized Decision afterFailure() {
        if (attempts == 0) {
            return new Decision.Fail("Policy allows no restarts");
        }
        Instant now = clock.instant();
        Instant start = windowStart;
        if (start == null || now.isAfter(start.plus(interval))) {
            start = now;
            windowStart = now;
            count = 0;
        }
        count++;
        if (count <= attempts) {
            return new Decision.Restart(jittered(), WITHIN_POLICY);
        }
        String exceeded = "Exceeded allowed attempts " + attempts + " in interval " + Durations.format(interval)
                + " and mode is ";
        if (!delays) {
            return new Decision.Fail(exceeded + "\"fail\"");
        }
        return new Decision.Restart(Duration.between(now, start.plus(interval)), exceeded + "\"delay\"");
    }

    private Duration jittered() {
        long nanos = delay.toNanos();
        return Duration.ofNanos(nanos + (long) (nanos * JITTER * random.nextDouble()));
    }
}
