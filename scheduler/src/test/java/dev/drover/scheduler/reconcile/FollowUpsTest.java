package dev.drover.scheduler.reconcile;

import static dev.drover.scheduler.reconcile.Scene.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.eval.EvaluationBuilder;
import dev.drover.model.eval.EvaluationStatus;
import dev.drover.model.job.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Evaluations for later: what is due within five seconds of another shares one. */
final class FollowUpsTest {
    private static final Job JOB = Scene.web(3, 9);

    private final Scene scene = Scene.of(JOB);

    private static FollowUps.Due due(int index, double seconds) {
        return new FollowUps.Due(Scene.running(JOB, index), NOW.plusMillis((long) (seconds * 1000)));
    }

    private static List<FollowUps.Due> dues(String times) {
        List<FollowUps.Due> dues = new ArrayList<>();
        for (String time : times.split(" ", -1)) {
            dues.add(due(dues.size(), Double.parseDouble(time)));
        }
        return dues;
    }

    private static List<Double> waits(FollowUps followUps) {
        return followUps.made().stream()
                .map(made -> Duration.between(NOW, made.waitUntil()).toMillis() / 1000.0)
                .toList();
    }

    private static List<Double> numbers(String text) {
        return Stream.of(text.split(" ", -1)).map(Double::valueOf).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "30, 30, 30",
        "30 30 30, 30, 30",
        "30 35, 30, 35",
        "30 35.001, 30 35.001, 30 35.001",
        "30 33 35 36, 30 36, 35 36",
        "36 30 35 33, 30 36, 35 36",
        "10 14 18 22, 10 18, 14 22",
        "0 5 10 15, 0 10, 5 15",
        "1 100 2 101, 1 100, 2 101",
    })
    void retries_come_with_the_first_of_their_window_and_losses_with_the_last(
            String times, String retries, String losses) {
        FollowUps early = new FollowUps(scene.input());
        early.retries(JOB, dues(times));
        assertThat(waits(early)).isEqualTo(numbers(retries));
        FollowUps late = new FollowUps(scene.input());
        late.losses(JOB, dues(times));
        assertThat(waits(late)).isEqualTo(numbers(losses));
        FollowUps timeouts = new FollowUps(scene.input());
        timeouts.timeouts(JOB, dues(times));
        assertThat(waits(timeouts)).isEqualTo(numbers(losses));
    }

    @Test
    void nothing_due_makes_nothing() {
        FollowUps followUps = new FollowUps(scene.input());
        assertThat(followUps.retries(JOB, List.of())).isEmpty();
        assertThat(followUps.made()).isEmpty();
    }

    @Test
    void each_allocation_is_tied_to_the_evaluation_of_its_window() {
        FollowUps followUps = new FollowUps(scene.input());
        Map<String, String> ties = followUps.retries(JOB, dues("30 33 40"));
        assertThat(ties).isEqualTo(Map.of("a0", "id0", "a1", "id0", "a2", "id1"));
        assertThat(followUps.made()).extracting(Evaluation::id).containsExactly("id0", "id1");
    }

    @Test
    void retries_and_losses_are_about_failures_and_timeouts_about_silence() {
        FollowUps followUps = new FollowUps(scene.input());
        followUps.retries(JOB, dues("1"));
        followUps.losses(JOB, dues("1"));
        followUps.timeouts(JOB, dues("1"));
        assertThat(followUps.made())
                .extracting(Evaluation::triggeredBy)
                .containsExactly("alloc-failure", "alloc-failure", "max-disconnect-timeout");
        assertThat(followUps.made()).extracting(Evaluation::statusDescription).doesNotHaveDuplicates();
    }

    @Test
    void a_follow_up_is_told_whole() {
        FollowUps followUps = new FollowUps(scene.input());
        Evaluation made = followUps.at(JOB, NOW.plusSeconds(30), "rolling-update", "waits");
        assertThat(made)
                .isEqualTo(EvaluationBuilder.builder()
                        .id("id0")
                        .namespace("default")
                        .priority(50)
                        .type("service")
                        .triggeredBy("rolling-update")
                        .jobId("web")
                        .jobModifyIndex(103)
                        .status(EvaluationStatus.PENDING)
                        .statusDescription("waits")
                        .waitUntil(NOW.plusSeconds(30))
                        .previousEval("cause")
                        .build());
        assertThat(followUps.made()).containsExactly(made);
    }

    private boolean isUntied(String followUp, Instant due) {
        Allocation allocation = Scene.with(Scene.running(JOB, 0), a -> a.followupEvalId(followUp));
        FollowUps.Due one = new FollowUps.Due(allocation, due);
        return !new FollowUps(scene.input()).untied(List.of(one)).isEmpty();
    }

    private void waiting(String id, EvaluationStatus status, long seconds) {
        scene.evaluations.put(
                id,
                EvaluationBuilder.builder()
                        .id(id)
                        .status(status)
                        .waitUntil(NOW.plusSeconds(seconds))
                        .build());
    }

    @Test
    void what_nobody_waits_for_is_untied() {
        assertThat(isUntied("", NOW.plusSeconds(30))).isTrue();
        assertThat(isUntied("forgotten", NOW.plusSeconds(30))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        // the evaluation comes after so many seconds, what is due comes after 30: five more are borne
        "0, false",
        "30, false",
        "35, false",
        "36, true",
        "900, true"
    })
    void an_evaluation_that_comes_much_too_late_does_not_count(long seconds, boolean untied) {
        waiting("later", EvaluationStatus.PENDING, seconds);
        assertThat(isUntied("later", NOW.plusSeconds(30))).isEqualTo(untied);
    }

    @ParameterizedTest
    @CsvSource({"PENDING, false", "BLOCKED, false", "COMPLETE, true", "FAILED, true", "CANCELED, true"})
    void only_an_evaluation_that_is_still_to_come_counts(EvaluationStatus status, boolean untied) {
        waiting("later", status, 30);
        assertThat(isUntied("later", NOW.plusSeconds(30))).isEqualTo(untied);
    }

    @Test
    void the_evaluation_that_is_being_worked_on_is_not_waited_for() {
        waiting("cause", EvaluationStatus.PENDING, 30);
        assertThat(isUntied("cause", NOW.plusSeconds(30))).isTrue();
    }

    @Test
    void any_dues_have_an_evaluation_in_time_and_no_two_that_could_be_one() {
        Random random = new Random(5);
        for (int round = 0; round < 300; round++) {
            List<FollowUps.Due> dues = new ArrayList<>();
            for (int i = random.nextInt(12); i >= 0; i--) {
                dues.add(due(i, random.nextInt(40)));
            }
            Collections.shuffle(dues, random);
            boolean late = random.nextBoolean();
            FollowUps followUps = new FollowUps(scene.input());
            Map<String, String> ties = late ? followUps.losses(JOB, dues) : followUps.retries(JOB, dues);
            for (FollowUps.Due due : dues) {
                String id = Objects.requireNonNull(ties.get(due.allocation().id()));
                Instant time = followUps.made().stream()
                        .filter(made -> made.id().equals(id))
                        .findFirst()
                        .orElseThrow()
                        .waitUntil();
                Instant from = late ? due.time() : due.time().minusSeconds(5);
                Instant to = late ? due.time().plusSeconds(5) : due.time();
                assertThat(time).isBetween(from, to);
            }
            assertThat(followUps.made()).hasSize(windows(dues));
        }
    }

    /** Counts windows by taking out all that are due within five seconds of the first, again and again. */
    private static int windows(List<FollowUps.Due> dues) {
        List<Instant> left =
                new ArrayList<>(dues.stream().map(FollowUps.Due::time).toList());
        int windows = 0;
        while (!left.isEmpty()) {
            Instant first = Collections.min(left);
            left.removeIf(time -> !time.isAfter(first.plusSeconds(5)));
            windows++;
        }
        return windows;
    }
}
