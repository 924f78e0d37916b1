package dev.drover.client.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.client.task.RestartTracker.Decision;
import dev.drover.driver.TaskExit;
import dev.drover.model.job.RestartPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class RestartTrackerTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final RandomGenerator middle = new RandomGenerator() {
        @Override
        public long nextLong() {
            return 0;
        }

        @Override
        public double nextDouble() {
            return 0.5;
        }
    };

    private RestartTracker tracker(int attempts, String mode, boolean forever) {
        RestartPolicy policy = new RestartPolicy(Duration.ofMinutes(1), attempts, Duration.ofSeconds(8), mode, false);
        return new RestartTracker(policy, forever, now::get, middle);
    }

    private void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    private static final TaskExit FAILURE = TaskExit.code(1);
    private static final TaskExit SUCCESS = TaskExit.code(0);
    private static final Decision AGAIN = new Decision.Restart(Duration.ofSeconds(9), "Restart within policy");

    @Test
    void the_delay_has_up_to_a_quarter_of_jitter() {
        assertThat(tracker(1, "fail", true).afterExit(FAILURE)).isEqualTo(AGAIN);
    }

    @Test
    void a_batch_task_that_succeeds_is_complete() {
        assertThat(tracker(1, "fail", false).afterExit(SUCCESS)).isEqualTo(new Decision.Complete());
    }

    @Test
    void a_service_that_exits_with_success_is_started_again() {
        assertThat(tracker(1, "fail", true).afterExit(SUCCESS)).isEqualTo(AGAIN);
    }

    @Test
    void too_many_failures_end_the_task() {
        RestartTracker tracker = tracker(2, "fail", true);
        tracker.afterExit(FAILURE);
        tracker.afterExit(FAILURE);
        assertThat(tracker.afterExit(FAILURE))
                .isEqualTo(new Decision.Fail("Exceeded allowed attempts 2 in interval 1m0s and mode is \"fail\""));
    }

    @Test
    void in_mode_delay_the_task_waits_for_the_end_of_the_window() {
        RestartTracker tracker = tracker(1, "delay", true);
        tracker.afterExit(FAILURE);
        pass(Duration.ofSeconds(20));
        assertThat(tracker.afterExit(FAILURE))
                .isEqualTo(new Decision.Restart(
                        Duration.ofSeconds(40), "Exceeded allowed attempts 1 in interval 1m0s and mode is \"delay\""));
    }

    @Test
    void counting_begins_anew_when_the_window_is_over() {
        RestartTracker tracker = tracker(1, "fail", true);
        tracker.afterExit(FAILURE);
        pass(Duration.ofSeconds(61));
        assertThat(tracker.afterExit(FAILURE)).isEqualTo(AGAIN);
    }

    @Test
    void without_attempts_the_first_failure_is_the_last() {
        assertThat(tracker(0, "fail", true).afterExit(FAILURE))
                .isEqualTo(new Decision.Fail("Policy allows no restarts"));
    }

    @Test
    void a_fault_that_cannot_be_mended_is_not_tried_again() {
        assertThat(tracker(5, "fail", true).afterStartFailure(false))
                .isEqualTo(new Decision.Fail("Error was unrecoverable"));
        assertThat(tracker(5, "fail", true).afterStartFailure(true)).isEqualTo(AGAIN);
    }

    @Test
    void an_absent_policy_means_the_defaults_of_services() {
        RestartTracker tracker = new RestartTracker(null, true, now::get, middle);
        assertThat(tracker.afterExit(FAILURE))
                .isEqualTo(new Decision.Restart(Duration.ofMillis(16_875), "Restart within policy"));
    }
}
