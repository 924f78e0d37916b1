package dev.drover.scheduler.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.RescheduleEvent;
import dev.drover.model.alloc.RescheduleTracker;
import dev.drover.model.job.ReschedulePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReschedulingTest {
    private static final Instant FAILED_AT = Instant.parse("2026-01-01T12:00:00Z");

    private static Allocation failedAfter(int... delays) {
        List<RescheduleEvent> events = new ArrayList<>();
        for (int i = 0; i < delays.length; i++) {
            Instant time = FAILED_AT.minusSeconds(10L * (delays.length - i));
            events.add(new RescheduleEvent(
                    time.getEpochSecond() * 1_000_000_000L, "a" + i, "n" + i, Duration.ofSeconds(delays[i])));
        }
        return AllocationBuilder.builder()
                .id("failed")
                .nodeId("here")
                .clientStatus(ClientStatus.FAILED)
                .modifyTime(FAILED_AT.getEpochSecond() * 1_000_000_000L)
                .rescheduleTracker(new RescheduleTracker(events, ""))
                .build();
    }

    private static ReschedulePolicy unlimited(String function, int delay, int maximum) {
        return new ReschedulePolicy(
                0, Duration.ZERO, Duration.ofSeconds(delay), function, Duration.ofSeconds(maximum), true);
    }

    private static ReschedulePolicy limited(int attempts, int interval, int delay) {
        return new ReschedulePolicy(
                attempts, Duration.ofSeconds(interval), Duration.ofSeconds(delay), "constant", Duration.ZERO, false);
    }

    private static long delay(ReschedulePolicy policy, int... before) {
        return Rescheduling.delay(failedAfter(before), policy).toSeconds();
    }

    @Test
    void a_constant_delay_stays() {
        ReschedulePolicy policy = unlimited("constant", 5, 0);
        assertThat(delay(policy)).isEqualTo(5);
        assertThat(delay(policy, 5, 5, 5)).isEqualTo(5);
    }

    @Test
    void an_exponential_delay_doubles_up_to_its_cap() {
        ReschedulePolicy policy = unlimited("exponential", 30, 100);
        assertThat(delay(policy)).isEqualTo(30);
        assertThat(delay(policy, 30)).isEqualTo(60);
        assertThat(delay(policy, 30, 60)).isEqualTo(100);
        assertThat(delay(policy, 30, 60, 100)).isEqualTo(100);
    }

    @Test
    void a_fibonacci_delay_adds_the_last_two_up_to_its_cap() {
        ReschedulePolicy policy = unlimited("fibonacci", 5, 20);
        assertThat(delay(policy)).isEqualTo(5);
        assertThat(delay(policy, 5)).isEqualTo(5);
        assertThat(delay(policy, 5, 5)).isEqualTo(10);
        assertThat(delay(policy, 5, 5, 10)).isEqualTo(15);
        assertThat(delay(policy, 5, 5, 10, 15)).isEqualTo(20);
    }

    @Test
    void a_quiet_time_longer_than_the_cap_starts_the_delays_anew() {
        ReschedulePolicy policy = unlimited("exponential", 2, 8);
        assertThat(delay(policy, 2, 4, 8)).isEqualTo(2);
        assertThat(delay(unlimited("exponential", 2, 11), 2, 4, 11)).isEqualTo(11);
    }

    @Test
    void unlimited_attempts_are_allowed_from_the_end_of_the_delay_on() {
        assertThat(Rescheduling.allowedFrom(failedAfter(), unlimited("constant", 30, 0)))
                .hasValue(FAILED_AT.plusSeconds(30));
    }

    @Test
    void attempts_are_counted_within_the_interval() {
        assertThat(Rescheduling.allowedFrom(failedAfter(5), limited(2, 60, 5))).isPresent();
        assertThat(Rescheduling.allowedFrom(failedAfter(5, 5), limited(2, 60, 5)))
                .isEmpty();
        assertThat(Rescheduling.allowedFrom(failedAfter(5, 5), limited(2, 15, 5)))
                .isPresent();
    }

    @Test
    void no_policy_and_no_attempts_mean_no_replacement() {
        assertThat(Rescheduling.allowedFrom(failedAfter(), null)).isEmpty();
        assertThat(Rescheduling.allowedFrom(failedAfter(), limited(0, 60, 5))).isEmpty();
    }

    @Test
    void a_delay_as_long_as_the_interval_can_never_be_counted() {
        assertThat(Rescheduling.allowedFrom(failedAfter(), limited(3, 60, 60))).isEmpty();
    }

    @Test
    void the_replacement_remembers_this_failure_and_the_last_ones() {
        RescheduleTracker tracker =
                Rescheduling.tracker(failedAfter(1, 2, 3, 4, 5, 6, 7), unlimited("constant", 9, 0), FAILED_AT);
        assertThat(tracker.events()).hasSize(6);
        RescheduleEvent last = tracker.events().getLast();
        assertThat(last.prevAllocId()).isEqualTo("failed");
        assertThat(last.prevNodeId()).isEqualTo("here");
        assertThat(last.delay()).isEqualTo(Duration.ofSeconds(9));
        assertThat(tracker.events().getFirst().delay()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void a_limited_policy_remembers_every_attempt_of_its_interval() {
        RescheduleTracker tracker =
                Rescheduling.tracker(failedAfter(1, 1, 1, 1, 1, 1, 1), limited(10, 45, 1), FAILED_AT);
        assertThat(tracker.events()).hasSize(5);
    }
}
