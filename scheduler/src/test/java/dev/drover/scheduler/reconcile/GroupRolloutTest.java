package dev.drover.scheduler.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.AllocDeploymentStatus;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.deployment.DeploymentState;
import dev.drover.model.deployment.DeploymentStateBuilder;
import dev.drover.model.job.UpdateStrategy;
import dev.drover.model.job.UpdateStrategyBuilder;
import dev.drover.model.wire.Defaults;
import dev.drover.scheduler.JobFiles;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GroupRolloutTest {
    private static final Instant NOW = Scene.NOW;

    private static DeploymentState begin(UpdateStrategy update) {
        return GroupRollout.begin(update, 5, 2, NOW);
    }

    @Test
    void a_roll_out_begins_with_its_goals_and_nothing_done() {
        DeploymentState state = begin(JobFiles.update(1, 7));
        assertThat(state.desiredTotal()).isEqualTo(5);
        assertThat(state.desiredCanaries()).isEqualTo(2);
        assertThat(state.promoted()).isFalse();
        assertThat(state.placedCanaries()).isEmpty();
        assertThat(List.of(state.placedAllocs(), state.healthyAllocs(), state.unhealthyAllocs()))
                .containsOnly(0);
    }

    @Test
    void progress_is_required_within_the_deadline() {
        DeploymentState state = begin(JobFiles.update(1, 0));
        assertThat(state.progressDeadline()).isEqualTo(Duration.ofMinutes(10));
        assertThat(state.requireProgressBy()).isEqualTo(NOW.plus(Duration.ofMinutes(10)));
    }

    @Test
    void no_deadline_and_one_of_zero_require_nothing_by_a_time() {
        UpdateStrategy none = UpdateStrategyBuilder.builder().maxParallel(1).build();
        UpdateStrategy zero = UpdateStrategyBuilder.builder(none)
                .progressDeadline(Duration.ZERO)
                .build();
        for (UpdateStrategy update : List.of(none, zero)) {
            assertThat(begin(update).progressDeadline()).isZero();
            assertThat(begin(update).requireProgressBy()).isEqualTo(Defaults.NO_TIME);
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"-, false", "false, false", "true, true"})
    void what_is_not_said_is_not_done_by_itself(@Nullable Boolean said, boolean done) {
        UpdateStrategy update = UpdateStrategyBuilder.builder(JobFiles.update(1, 1))
                .autoRevert(said)
                .autoPromote(said)
                .build();
        assertThat(begin(update).autoRevert()).isEqualTo(done);
        assertThat(begin(update).autoPromote()).isEqualTo(done);
    }

    @Test
    void reverting_and_promoting_are_said_apart() {
        UpdateStrategy update = UpdateStrategyBuilder.builder()
                .autoRevert(true)
                .autoPromote(false)
                .build();
        assertThat(begin(update).autoRevert()).isTrue();
        assertThat(begin(update).autoPromote()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"-, false", "-1, false", "0, false", "1, true", "9, true"})
    void only_an_update_of_some_at_a_time_is_watched(@Nullable Integer maxParallel, boolean watched) {
        UpdateStrategy update =
                UpdateStrategyBuilder.builder().maxParallel(maxParallel).build();
        assertThat(GroupRollout.watched(JobFiles.group(1, g -> g.update(update)))
                        .isPresent())
                .isEqualTo(watched);
    }

    @Test
    void a_group_without_update_block_is_not_watched() {
        assertThat(GroupRollout.watched(JobFiles.group(1))).isEmpty();
    }

    @Test
    void no_canaries_unless_asked_for() {
        assertThat(GroupRollout.canaries(UpdateStrategyBuilder.builder().build()))
                .isZero();
        assertThat(GroupRollout.canaries(JobFiles.update(1, 3))).isEqualTo(3);
    }

    /** One letter an allocation of deployment d: healthy, unhealthy, waiting for a verdict, pending; o is of another one. */
    private static List<Allocation> group(String letters) {
        List<Allocation> group = new ArrayList<>();
        for (int i = 0; i < letters.length(); i++) {
            char letter = letters.charAt(i);
            Boolean healthy = letter == 'h' ? Boolean.TRUE : letter == 'u' ? Boolean.FALSE : null;
            group.add(AllocationBuilder.builder()
                    .deploymentId(letter == 'o' ? "earlier" : "d")
                    .deploymentStatus(letter == 'p' ? null : new AllocDeploymentStatus(healthy, NOW, false, 0))
                    .build());
        }
        return group;
    }

    @ParameterizedTest
    @CsvSource({
        "1, '', 1",
        "3, '', 3",
        "3, hhhhh, 3",
        "3, ooooo, 3",
        "3, p, 2",
        "3, w, 2",
        "3, pw, 1",
        "3, pww, 0",
        "3, pwwpp, 0",
        "3, u, 0",
        "3, uhhhh, 0",
        "3, hhhhu, 0",
        "3, ohwop, 1",
        "10, wu, 0",
        "1, hhw, 0",
        "2, hhw, 1",
    })
    void each_one_without_a_verdict_takes_a_slot_and_an_unhealthy_one_takes_all(
            int maxParallel, String group, int limit) {
        assertThat(GroupRollout.limit(maxParallel, "d", group(group))).isEqualTo(limit);
    }

    @Test
    void without_a_deployment_nobody_takes_a_slot() {
        List<Allocation> group = List.of(AllocationBuilder.builder().build());
        assertThat(GroupRollout.limit(2, "", group)).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        // healthy, total, canaries, promoted, complete
        "0, 0, 0, false, true",
        "4, 5, 0, false, false",
        "5, 5, 0, false, true",
        "6, 5, 0, false, true",
        "5, 5, 1, false, false",
        "5, 5, 1, true, true",
        "1, 5, 1, true, false",
        "2, 2, 3, true, false",
        "3, 2, 3, true, true",
        "5, 5, 0, true, true",
    })
    void a_group_is_complete_when_all_are_healthy_and_the_canaries_promoted(
            int healthy, int total, int canaries, boolean promoted, boolean complete) {
        DeploymentState state = DeploymentStateBuilder.builder()
                .desiredTotal(total)
                .desiredCanaries(canaries)
                .healthyAllocs(healthy)
                .promoted(promoted)
                .build();
        assertThat(GroupRollout.complete(state)).isEqualTo(complete);
    }
}
