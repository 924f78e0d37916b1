package dev.drover.scheduler.reconcile;

import static dev.drover.scheduler.reconcile.Scene.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.DesiredStatus;
import dev.drover.model.job.DisconnectStrategy;
import dev.drover.model.job.TaskGroupBuilder;
import dev.drover.scheduler.JobFiles;
import dev.drover.scheduler.reconcile.DisconnectPolicy.Keep;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class DisconnectPolicyTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static DisconnectPolicy of(UnaryOperator<TaskGroupBuilder> change) {
        return DisconnectPolicy.of(JobFiles.group(1, change));
    }

    private static DisconnectPolicy block(
            @Nullable Duration lostAfter, @Nullable Duration stop, @Nullable Boolean replace, String keep) {
        return of(g -> g.disconnect(new DisconnectStrategy(lostAfter, stop, replace, keep)));
    }

    @Test
    void a_group_that_says_nothing_is_lost_at_once_and_replaced() {
        assertThat(of(g -> g))
                .isEqualTo(new DisconnectPolicy(Optional.empty(), Optional.empty(), true, Keep.BEST_SCORE));
    }

    @Test
    void an_empty_block_says_nothing() {
        assertThat(block(null, null, null, "")).isEqualTo(of(g -> g));
    }

    @ParameterizedTest
    @CsvSource({
        "best_score, BEST_SCORE",
        "keep_original, ORIGINAL",
        "keep_replacement, REPLACEMENT",
        "longest_running, LONGEST_RUNNING",
        "'', BEST_SCORE",
        "KEEP_ORIGINAL, BEST_SCORE",
    })
    void the_word_names_who_is_kept(String word, Keep keep) {
        assertThat(block(MINUTE, null, null, word).keep()).isEqualTo(keep);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"-, true", "true, true", "false, false"})
    void it_is_replaced_unless_told_otherwise(@Nullable Boolean said, boolean replaced) {
        assertThat(block(MINUTE, null, said, "").replace()).isEqualTo(replaced);
    }

    @Test
    void times_of_nothing_and_less_are_none() {
        assertThat(block(Duration.ZERO, Duration.ofSeconds(-1), null, "").lostAfter())
                .isEmpty();
        assertThat(block(Duration.ZERO, Duration.ofSeconds(-1), null, "").stopOnClientAfter())
                .isEmpty();
    }

    @Test
    void the_older_parameters_mean_the_same_as_the_block() {
        assertThat(of(g -> g.maxClientDisconnect(MINUTE))).isEqualTo(block(MINUTE, null, true, "best_score"));
        assertThat(of(g -> g.stopAfterClientDisconnect(MINUTE))).isEqualTo(block(null, MINUTE, true, ""));
        assertThat(of(g -> g.preventRescheduleOnLost(true))).isEqualTo(block(null, null, false, ""));
    }

    @Test
    void beside_a_block_the_older_parameters_say_nothing() {
        assertThat(of(g -> g.disconnect(new DisconnectStrategy(null, null, null, ""))
                        .maxClientDisconnect(MINUTE)
                        .stopAfterClientDisconnect(MINUTE)
                        .preventRescheduleOnLost(true)))
                .isEqualTo(of(g -> g));
    }

    private static Allocation patient() {
        return Scene.running(JobFiles.service("web", 1, g -> g.maxClientDisconnect(MINUTE)), 0);
    }

    @Test
    void an_allocation_has_the_policy_of_the_version_that_it_runs() {
        assertThat(DisconnectPolicy.of(patient()).lostAfter()).hasValue(MINUTE);
        assertThat(DisconnectPolicy.of(with(patient(), a -> a.taskGroup("gone")))
                        .lostAfter())
                .isEmpty();
        assertThat(DisconnectPolicy.of(with(patient(), a -> a.job(null))).lostAfter())
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(ClientStatus.class)
    void only_what_runs_or_ran_when_it_was_last_seen_runs_on_unseen(ClientStatus status) {
        assertThat(DisconnectPolicy.mayRunUnseen(with(patient(), a -> a.clientStatus(status))))
                .isEqualTo(status == ClientStatus.RUNNING || status == ClientStatus.UNKNOWN);
    }

    @ParameterizedTest
    @EnumSource(
            value = DesiredStatus.class,
            names = {"STOP", "EVICT"})
    void what_was_told_to_end_does_not_run_on_unseen(DesiredStatus desired) {
        assertThat(DisconnectPolicy.mayRunUnseen(with(patient(), a -> a.desiredStatus(desired))))
                .isFalse();
    }
}
