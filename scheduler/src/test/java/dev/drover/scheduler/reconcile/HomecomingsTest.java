package dev.drover.scheduler.reconcile;

import static dev.drover.scheduler.reconcile.Scene.NOW;
import static dev.drover.scheduler.reconcile.Scene.desired;
import static dev.drover.scheduler.reconcile.Scene.names;
import static dev.drover.scheduler.reconcile.Scene.stopped;
import static dev.drover.scheduler.reconcile.Scene.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.AllocState;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.DesiredTransition;
import dev.drover.model.job.DisconnectStrategy;
import dev.drover.model.job.Job;
import dev.drover.model.node.NodeStatus;
import dev.drover.scheduler.JobFiles;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Several of a name, some of them just back: one goes on. The original is on n1, its replacement on n2. */
final class HomecomingsTest {
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private static Job job(String type, String keep, int count) {
        return Scene.version(
                JobFiles.job(
                        "web",
                        type,
                        JobFiles.group(count, g -> g.disconnect(new DisconnectStrategy(LIMIT, null, true, keep)))),
                1);
    }

    private static Allocation back(Job job, long secondsAway, ClientStatus status) {
        return with(
                Scene.running(job, 0),
                a -> a.id("original")
                        .nextAllocation("replacement")
                        .clientStatus(status)
                        .allocStates(List.of(new AllocState(0, "unknown", NOW.minusSeconds(secondsAway)))));
    }

    private static Allocation replacement(Job job) {
        return with(Scene.running(job, 0), a -> a.id("replacement").nodeId("n2").previousAllocation("original"));
    }

    @ParameterizedTest
    @CsvSource({"keep_original, replacement", "keep_replacement, original", "best_score, replacement"})
    void one_of_the_two_is_stopped(String keep, String loser) {
        Job job = job("service", keep, 1);
        Intents intents = Scene.of(job)
                .has(back(job, 5, ClientStatus.RUNNING), replacement(job))
                .reconcile();
        assertThat(stopped(intents)).containsExactly(loser);
        assertThat(intents.stops().getFirst().description())
                .isEqualTo("alloc not needed due to disconnected client reconnect");
        assertThat(intents.placements()).isEmpty();
        assertThat(desired(intents).reconnect()).isEqualTo(loser.equals("original") ? 0 : 1);
    }

    @ParameterizedTest
    @CsvSource({"599, false", "600, true", "9000, true"})
    void what_comes_back_after_its_time_is_stopped_even_without_a_replacement(long away, boolean late) {
        Job job = job("service", "keep_original", 1);
        Intents intents =
                Scene.of(job).has(back(job, away, ClientStatus.RUNNING)).reconcile();
        assertThat(stopped(intents)).isEqualTo(late ? List.of("original") : List.of());
        assertThat(names(intents.placements())).isEqualTo(late ? List.of("web.g[0]") : List.of());
    }

    @Test
    void what_comes_back_alone_goes_on_whatever_is_kept() {
        Job job = job("service", "keep_replacement", 1);
        Intents intents = Scene.of(job).has(back(job, 5, ClientStatus.RUNNING)).reconcile();
        assertThat(intents.stops()).isEmpty();
        assertThat(intents.updates())
                .singleElement()
                .satisfies(noted -> assertThat(Outage.since(noted)).isEmpty());
    }

    @ParameterizedTest
    @EnumSource(
            value = ClientStatus.class,
            names = {"FAILED", "COMPLETE", "LOST"})
    void a_replacement_that_has_ended_does_not_win(ClientStatus status) {
        Job job = Scene.version(
                JobFiles.service(
                        "web",
                        1,
                        g -> g.reschedulePolicy(null)
                                .disconnect(new DisconnectStrategy(LIMIT, null, true, "keep_replacement"))),
                1);
        Intents intents = Scene.of(job)
                .has(back(job, 5, ClientStatus.RUNNING), with(replacement(job), a -> a.clientStatus(status)))
                .reconcile();
        assertThat(stopped(intents)).doesNotContain("original");
        assertThat(intents.placements()).isEmpty();
    }

    @Test
    void a_replacement_that_must_leave_gives_way() {
        Job job = job("service", "keep_replacement", 1);
        Allocation leaving =
                with(replacement(job), a -> a.desiredTransition(new DesiredTransition(true, null, null, null, null)));
        Intents intents =
                Scene.of(job).has(back(job, 5, ClientStatus.RUNNING), leaving).reconcile();
        assertThat(stopped(intents)).containsExactly("replacement");
        assertThat(intents.placements()).isEmpty();
    }

    @Test
    void a_replacement_out_of_sight_itself_gives_way() {
        Job job = job("service", "keep_replacement", 1);
        Allocation unseen = with(
                replacement(job),
                a -> a.clientStatus(ClientStatus.UNKNOWN)
                        .allocStates(List.of(new AllocState(0, "unknown", NOW.minusSeconds(3)))));
        Intents intents = Scene.of(job)
                .has(back(job, 5, ClientStatus.RUNNING), unseen)
                .node("n2", NodeStatus.DISCONNECTED)
                .reconcile();
        assertThat(stopped(intents)).containsExactly("replacement");
    }

    @Test
    void of_a_chain_of_three_only_one_goes_on() {
        for (String keep : List.of("keep_original", "keep_replacement")) {
            Job job = job("service", keep, 1);
            Allocation second = with(
                    back(job, 4, ClientStatus.RUNNING),
                    a -> a.id("second").nodeId("n3").nextAllocation("replacement"));
            Intents intents = Scene.of(job)
                    .has(back(job, 5, ClientStatus.RUNNING), second, replacement(job))
                    .reconcile();
            assertThat(intents.stops()).as(keep).hasSize(2);
            assertThat(intents.placements()).isEmpty();
        }
    }

    @Test
    void others_with_other_names_are_left_alone() {
        Job job = job("service", "keep_original", 3);
        Intents intents = Scene.of(job)
                .has(back(job, 5, ClientStatus.RUNNING), replacement(job))
                .has(Scene.running(job, 1), Scene.running(job, 2))
                .reconcile();
        assertThat(stopped(intents)).containsExactly("replacement");
        assertThat(desired(intents).ignore()).isEqualTo(2);
    }

    @Test
    void one_that_comes_back_and_has_to_leave_moves_and_its_replacement_ends() {
        Job job = job("service", "keep_original", 1);
        Allocation leaving = with(
                back(job, 5, ClientStatus.RUNNING),
                a -> a.desiredTransition(new DesiredTransition(true, null, null, null, null)));
        Intents intents = Scene.of(job).has(leaving, replacement(job)).reconcile();
        assertThat(stopped(intents)).containsExactlyInAnyOrder("original", "replacement");
        assertThat(intents.placements()).hasSize(1);
        assertThat(desired(intents).reconnect()).isZero();
    }

    @Test
    void batch_work_finished_out_of_sight_ends_its_replacement() {
        Job job = job("batch", "keep_replacement", 1);
        Intents intents = Scene.of(job)
                .has(back(job, 5, ClientStatus.COMPLETE), replacement(job))
                .reconcile();
        assertThat(stopped(intents)).containsExactly("replacement");
        assertThat(intents.placements()).isEmpty();
    }

    @Test
    void batch_work_that_the_replacement_has_finished_is_not_gone_on_with() {
        Job job = job("batch", "keep_original", 1);
        Intents intents = Scene.of(job)
                .has(
                        back(job, 5, ClientStatus.RUNNING),
                        with(replacement(job), a -> a.clientStatus(ClientStatus.COMPLETE)))
                .reconcile();
        assertThat(stopped(intents)).containsExactly("original");
        assertThat(intents.placements()).isEmpty();
    }

    @Test
    void work_that_both_have_finished_is_left_as_it_is() {
        Job job = job("batch", "keep_original", 1);
        Intents intents = Scene.of(job)
                .has(
                        back(job, 5, ClientStatus.COMPLETE),
                        with(replacement(job), a -> a.clientStatus(ClientStatus.COMPLETE)))
                .reconcile();
        assertThat(intents.stops()).isEmpty();
        assertThat(intents.placements()).isEmpty();
    }

    @Test
    void one_that_comes_back_of_an_older_version_changes_in_place_and_is_told_once() {
        Job older = job("service", "keep_original", 1);
        Job newer = Scene.version(JobFiles.with(older, j -> j.priority(70)), 2);
        Intents intents =
                Scene.of(newer).has(back(older, 5, ClientStatus.RUNNING)).reconcile();
        assertThat(intents.updates()).singleElement().satisfies(updated -> {
            assertThat(Objects.requireNonNull(updated.job()).version()).isEqualTo(2);
            assertThat(Outage.since(updated)).isEmpty();
        });
        assertThat(desired(intents).inPlaceUpdate()).isEqualTo(1);
        assertThat(desired(intents).reconnect()).isZero();
    }

    @Test
    void a_lower_count_takes_one_of_the_two_and_no_more() {
        Job job = job("service", "best_score", 1);
        Job two = job("service", "best_score", 2);
        Intents intents = Scene.of(job)
                .has(back(two, 5, ClientStatus.RUNNING), replacement(two), Scene.running(two, 1))
                .reconcile();
        assertThat(intents.stops()).hasSize(2);
        assertThat(stopped(intents)).contains("a1");
    }
}
