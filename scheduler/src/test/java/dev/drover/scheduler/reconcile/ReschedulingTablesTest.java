package dev.drover.scheduler.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.RescheduleEvent;
import dev.drover.model.alloc.RescheduleTracker;
import dev.drover.model.alloc.TaskRunState;
import dev.drover.model.alloc.TaskState;
import dev.drover.model.job.ReschedulePolicy;
import dev.drover.scheduler.JobFiles;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Delays and limits against tables that were worked out by hand, and against a second way of computing them. */
final class ReschedulingTablesTest {
    private static final Instant FAILED_AT = Instant.parse("2026-01-01T12:00:00Z");

    private static long nanos(Instant time) {
        return time.getEpochSecond() * 1_000_000_000L + time.getNano();
    }

    private static RescheduleEvent event(Instant time, Duration delay) {
        return new RescheduleEvent(nanos(time), "before", "elsewhere", delay);
    }

    private static Allocation failed(RescheduleEvent... events) {
        return AllocationBuilder.builder()
                .id("failed")
                .nodeId("here")
                .clientStatus(ClientStatus.FAILED)
                .modifyTime(nanos(FAILED_AT))
                .rescheduleTracker(new RescheduleTracker(List.of(events), ""))
                .build();
    }

    private static ReschedulePolicy unlimited(String function, long delay, long maximum) {
        return new ReschedulePolicy(
                0, Duration.ZERO, Duration.ofSeconds(delay), function, Duration.ofSeconds(maximum), true);
    }

    /** The delays of so many failures, each a second after the one before was replaced. */
    private static List<Long> delays(ReschedulePolicy policy, int failures) {
        List<RescheduleEvent> events = new ArrayList<>();
        List<Long> delays = new ArrayList<>();
        for (int i = 0; i < failures; i++) {
            Allocation failed = failed(events.toArray(new RescheduleEvent[0]));
            Duration delay = Rescheduling.delay(failed, policy);
            delays.add(delay.toSeconds());
            events.add(event(FAILED_AT.minusSeconds(1), delay));
        }
        return delays;
    }

    private static List<Long> numbers(String text) {
        return Stream.of(text.split(" ", -1)).map(Long::valueOf).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "constant,     5,    0, 5 5 5 5 5",
        "constant,     5,    3, 5 5 5 5 5",
        "constant,    60, 3600, 60 60 60",
        "exponential, 30, 3600, 30 60 120 240 480 960 1920 3600 3600",
        "exponential,  5,   40, 5 10 20 40 40 40",
        "exponential,  5,   41, 5 10 20 40 41 41",
        "exponential,  7,    7, 7 7 7 7",
        "exponential,  1,    0, 1 2 4 8 16 32 64 128",
        "fibonacci,    5, 3600, 5 5 10 15 25 40 65 105 170 275 445 720 1165 1885 3050 3600 3600",
        "fibonacci,   30,  120, 30 30 60 90 120 120",
        "fibonacci,    1,    0, 1 1 2 3 5 8 13 21 34 55",
        "fibonacci,   10,   10, 10 10 10 10",
        "unknown,      9,    0, 9 9 9",
    })
    void delays_follow_their_function_up_to_the_cap(String function, long delay, long maximum, String expected) {
        List<Long> wanted = numbers(expected);
        assertThat(delays(unlimited(function, delay, maximum), wanted.size())).isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource({
        // at the cap of 40 s: seconds since the last attempt, and the next delay
        "0, 40",
        "39, 40",
        "40, 40",
        "41, 5",
        "4000, 5"
    })
    void only_a_quiet_time_longer_than_the_cap_starts_anew(long quiet, long expected) {
        for (String function : List.of("exponential", "fibonacci")) {
            Allocation failed = failed(
                    event(FAILED_AT.minusSeconds(quiet + 40), Duration.ofSeconds(20)),
                    event(FAILED_AT.minusSeconds(quiet), Duration.ofSeconds(40)));
            assertThat(Rescheduling.delay(failed, unlimited(function, 5, 40)).toSeconds())
                    .isEqualTo(expected);
        }
    }

    @Test
    void a_quiet_time_below_the_cap_changes_nothing() {
        Allocation failed = failed(event(FAILED_AT.minus(Duration.ofDays(9)), Duration.ofSeconds(10)));
        assertThat(Rescheduling.delay(failed, unlimited("exponential", 5, 40)).toSeconds())
                .isEqualTo(20);
    }

    @Test
    void a_policy_that_says_nothing_does_not_wait() {
        ReschedulePolicy policy = new ReschedulePolicy(null, null, null, "", null, true);
        assertThat(Rescheduling.delay(failed(), policy)).isZero();
        assertThat(Rescheduling.allowedFrom(failed(), policy)).hasValue(FAILED_AT);
    }

    @Test
    void no_cap_given_is_no_cap() {
        ReschedulePolicy policy = new ReschedulePolicy(null, null, Duration.ofSeconds(1), "exponential", null, true);
        Allocation failed = failed(event(FAILED_AT, Duration.ofDays(20)));
        assertThat(Rescheduling.delay(failed, policy)).isEqualTo(Duration.ofDays(40));
    }

    private static ReschedulePolicy limited(@Nullable Integer attempts, long interval, long delay) {
        return new ReschedulePolicy(
                attempts, Duration.ofSeconds(interval), Duration.ofSeconds(delay), "constant", Duration.ZERO, false);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // attempts, interval, delay, seconds since each attempt, whether one more is allowed
                "1, 60, 5, '', true",
                "1, 60, 5, 59, false",
                "1, 60, 5, 60, true",
                "1, 60, 5, 61, true",
                "2, 60, 5, 59, true",
                "2, 60, 5, 59 1, false",
                "2, 60, 5, 70 59 1, false",
                "2, 60, 5, 90 70 1, true",
                "3, 60, 5, 3 2 1, false",
                "4, 60, 5, 3 2 1, true",
                "0, 60, 5, '', false",
                "-, 60, 5, '', false",
                "1, 0, 5, '', false",
                "1, 5, 5, '', false",
                "1, 6, 5, '', true",
                "1, 5, 6, '', false",
            })
    void attempts_of_the_interval_are_counted(
            @Nullable Integer attempts, long interval, long delay, String before, boolean allowed) {
        RescheduleEvent[] events = Stream.of(before.split(" ", -1))
                .filter(text -> !text.isEmpty())
                .map(text -> event(FAILED_AT.minusSeconds(Long.parseLong(text)), Duration.ofSeconds(delay)))
                .toArray(RescheduleEvent[]::new);
        assertThat(Rescheduling.allowedFrom(failed(events), limited(attempts, interval, delay))
                        .isPresent())
                .isEqualTo(allowed);
    }

    @Test
    void the_usual_batch_policy_allows_one_attempt_a_day_after_five_seconds() {
        assertThat(Rescheduling.allowedFrom(failed(), JobFiles.BATCH_POLICY)).hasValue(FAILED_AT.plusSeconds(5));
        RescheduleEvent yesterday = event(FAILED_AT.minus(Duration.ofHours(23)), Duration.ofSeconds(5));
        assertThat(Rescheduling.allowedFrom(failed(yesterday), JobFiles.BATCH_POLICY))
                .isEmpty();
        RescheduleEvent earlier = event(FAILED_AT.minus(Duration.ofHours(24)), Duration.ofSeconds(5));
        assertThat(Rescheduling.allowedFrom(failed(earlier), JobFiles.BATCH_POLICY))
                .isPresent();
    }

    @Test
    void unlimited_is_stronger_than_attempts() {
        ReschedulePolicy policy =
                new ReschedulePolicy(1, Duration.ofHours(1), Duration.ofSeconds(5), "constant", Duration.ZERO, true);
        RescheduleEvent justNow = event(FAILED_AT, Duration.ofSeconds(5));
        assertThat(Rescheduling.allowedFrom(failed(justNow), policy)).hasValue(FAILED_AT.plusSeconds(5));
    }

    private static TaskState finished(@Nullable Instant time) {
        return new TaskState(TaskRunState.DEAD, true, 0, null, null, time, List.of(), "");
    }

    private static Allocation with(Map<String, TaskState> tasks) {
        return AllocationBuilder.builder(failed()).taskStates(tasks).build();
    }

    @Test
    void it_failed_when_its_last_task_ended() {
        Instant early = FAILED_AT.minusSeconds(90);
        Instant late = FAILED_AT.minusSeconds(20);
        assertThat(Rescheduling.failedAt(with(Map.of("a", finished(late), "b", finished(early)))))
                .isEqualTo(late);
    }

    @Test
    void tasks_that_never_ran_do_not_tell_when_it_failed() {
        Map<String, TaskState> tasks = new LinkedHashMap<>();
        tasks.put("a", finished(null));
        tasks.put("b", finished(FAILED_AT.minusSeconds(20)));
        assertThat(Rescheduling.failedAt(with(tasks))).isEqualTo(FAILED_AT.minusSeconds(20));
        assertThat(Rescheduling.failedAt(with(Map.of("a", finished(null))))).isEqualTo(FAILED_AT);
    }

    @Test
    void the_time_of_change_counts_to_the_nanosecond() {
        Instant exact = FAILED_AT.plusNanos(123_456_789);
        Allocation failed =
                AllocationBuilder.builder(failed()).modifyTime(nanos(exact)).build();
        assertThat(Rescheduling.failedAt(failed)).isEqualTo(exact);
    }

    @Test
    void nobody_takes_the_place_of_what_names_no_job() {
        assertThat(Rescheduling.isExhausted(failed())).isTrue();
    }

    @Test
    void what_may_be_replaced_later_is_not_exhausted() {
        Allocation allocation = Scene.with(Scene.running(Scene.web(1, 1), 0), a -> a.clientStatus(ClientStatus.FAILED));
        assertThat(Rescheduling.isExhausted(allocation)).isFalse();
        assertThat(Rescheduling.isExhausted(Scene.with(allocation, a -> a.taskGroup("other"))))
                .isTrue();
        Allocation strict = Scene.with(
                allocation, a -> a.job(JobFiles.service("web", 1, g -> g.reschedulePolicy(limited(0, 0, 0)))));
        assertThat(Rescheduling.isExhausted(strict)).isTrue();
    }

    private static List<Long> remembered(ReschedulePolicy policy, int... secondsAgo) {
        RescheduleEvent[] events = new RescheduleEvent[secondsAgo.length];
        for (int i = 0; i < events.length; i++) {
            events[i] = event(FAILED_AT.minusSeconds(secondsAgo[i]), Duration.ofSeconds(5));
        }
        return Rescheduling.tracker(failed(events), policy, FAILED_AT).events().stream()
                .map(event -> Duration.between(Instant.EPOCH.plusNanos(event.rescheduleTime()), FAILED_AT)
                        .toSeconds())
                .toList();
    }

    @Test
    void an_unlimited_policy_remembers_the_last_five_attempts_and_this_one() {
        assertThat(remembered(unlimited("exponential", 5, 0), 70, 60, 50, 40, 30, 20, 10))
                .containsExactly(50L, 40L, 30L, 20L, 10L, 0L);
    }

    @Test
    void a_limited_policy_remembers_its_interval_and_nothing_older() {
        assertThat(remembered(limited(9, 45, 5), 70, 60, 50, 45, 44, 30, 20, 10, 9, 8, 7))
                .containsExactly(44L, 30L, 20L, 10L, 9L, 8L, 7L, 0L);
    }

    @Test
    void the_replacement_remembers_who_failed_where_and_how_long_was_waited() {
        RescheduleEvent last = Rescheduling.tracker(failed(), unlimited("constant", 12, 0), FAILED_AT.plusSeconds(12))
                .events()
                .getLast();
        assertThat(last)
                .isEqualTo(new RescheduleEvent(
                        nanos(FAILED_AT.plusSeconds(12)), "failed", "here", Duration.ofSeconds(12)));
    }

    @Test
    void what_is_forced_without_a_policy_remembers_no_delay() {
        RescheduleTracker tracker = Rescheduling.tracker(failed(), null, FAILED_AT);
        assertThat(tracker.events()).extracting(RescheduleEvent::delay).containsExactly(Duration.ZERO);
        assertThat(tracker.lastReschedule()).isEqualTo("ok");
    }

    /** The delay after all those before, in whole seconds, as the documentation tells it. */
    private static long naive(String function, long first, long cap, List<Long> before, long quiet) {
        if (before.isEmpty() || function.equals("constant")) {
            return first;
        }
        long last = before.getLast();
        long next = last * 2;
        if (function.equals("fibonacci")) {
            next = before.size() == 1 ? first : last + before.get(before.size() - 2);
        }
        if (next <= cap) {
            return next;
        }
        return last == cap && quiet > cap ? first : cap;
    }

    @ParameterizedTest
    @ValueSource(strings = {"constant", "exponential", "fibonacci"})
    void any_history_of_delays_has_the_delay_of_the_naive_way(String function) {
        Random random = new Random(function.hashCode());
        for (int round = 0; round < 400; round++) {
            long first = 1L + random.nextInt(30);
            long cap = first + random.nextInt(200);
            List<Long> before = new ArrayList<>();
            List<RescheduleEvent> events = new ArrayList<>();
            for (int failure = 0; failure < 12; failure++) {
                long quiet = random.nextInt(300);
                events.replaceAll(event ->
                        new RescheduleEvent(event.rescheduleTime() - quiet * 1_000_000_000L, "x", "y", event.delay()));
                Allocation failed = failed(events.toArray(new RescheduleEvent[0]));
                long delay = Rescheduling.delay(failed, unlimited(function, first, cap))
                        .toSeconds();
                assertThat(delay)
                        .as("first %d, cap %d, before %s, quiet %d", first, cap, before, quiet)
                        .isEqualTo(naive(function, first, cap, before, quiet));
                before.add(delay);
                events.add(event(FAILED_AT, Duration.ofSeconds(delay)));
            }
        }
    }
}
