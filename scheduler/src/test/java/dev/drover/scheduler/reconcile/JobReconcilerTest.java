package dev.drover.scheduler.reconcile;

import static dev.drover.scheduler.reconcile.Scene.NOW;
import static dev.drover.scheduler.reconcile.Scene.desired;
import static dev.drover.scheduler.reconcile.Scene.names;
import static dev.drover.scheduler.reconcile.Scene.running;
import static dev.drover.scheduler.reconcile.Scene.stopped;
import static dev.drover.scheduler.reconcile.Scene.web;
import static dev.drover.scheduler.reconcile.Scene.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.AllocDeploymentStatus;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.DesiredStatus;
import dev.drover.model.alloc.DesiredTransition;
import dev.drover.model.deployment.DeploymentState;
import dev.drover.model.deployment.DeploymentStateBuilder;
import dev.drover.model.deployment.DeploymentStatus;
import dev.drover.model.eval.DesiredUpdates;
import dev.drover.model.eval.DesiredUpdatesBuilder;
import dev.drover.model.job.DisconnectStrategy;
import dev.drover.model.job.Job;
import dev.drover.model.job.TaskGroupBuilder;
import dev.drover.model.node.NodeStatus;
import dev.drover.scheduler.JobFiles;
import dev.drover.state.plan.AllocationStop;
import dev.drover.state.plan.DeploymentStatusUpdate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What has to happen to a service or batch job, told without nodes being chosen. Allocations a0, a1.. bear the names of their indexes. */
final class JobReconcilerTest {
    private static final DesiredTransition LEAVE = new DesiredTransition(true, null, null, null, null);

    private static DesiredUpdates numbers(UnaryOperator<DesiredUpdatesBuilder> change) {
        return change.apply(DesiredUpdatesBuilder.builder()).build();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0, 3", "3, 0", "3, 3", "5, 2", "2, 5", "1, 1"})
    void the_count_is_reached_by_placing_or_stopping_only_the_difference(int present, int wanted) {
        Job job = web(1, wanted);
        Intents intents = Scene.of(job).runs(job, present).reconcile();
        assertThat(intents.placements()).hasSize(Math.max(0, wanted - present));
        assertThat(intents.stops()).hasSize(Math.max(0, present - wanted));
        assertThat(desired(intents))
                .isEqualTo(numbers(d -> d.place(Math.max(0, wanted - present))
                        .stop(Math.max(0, present - wanted))
                        .ignore(Math.min(present, wanted))));
    }

    @Test
    void new_ones_fill_the_gaps_between_names() {
        Job job = web(1, 5);
        Scene scene = Scene.of(job).has(running(job, 1), running(job, 4));
        assertThat(names(scene.reconcile().placements())).containsExactly("web.g[0]", "web.g[2]", "web.g[3]");
    }

    @Test
    void a_missing_count_means_one() {
        Job job = Scene.version(JobFiles.job("web", "service", JobFiles.group(1, g -> g.count(null))), 1);
        assertThat(Scene.of(job).reconcile().placements()).hasSize(1);
    }

    @Test
    void what_is_placed_belongs_to_the_job_and_replaces_nobody() {
        Job job = web(1, 1);
        Placement placement = Scene.of(job).reconcile().placements().getFirst();
        assertThat(placement.job()).isEqualTo(job);
        assertThat(placement.previous()).isEmpty();
        assertThat(placement.stopWith()).isEmpty();
        assertThat(placement.tracker()).isEmpty();
        assertThat(placement.canary()).isFalse();
        assertThat(placement.rescheduled()).isFalse();
        assertThat(placement.nodeId()).isEmpty();
    }

    @Test
    void surplus_stops_with_the_highest_names_and_says_why() {
        Job job = web(1, 1);
        assertThat(Scene.of(job).runs(job, 3).reconcile().stops())
                .containsExactly(
                        AllocationStop.of("a2", "alloc not needed due to job update"),
                        AllocationStop.of("a1", "alloc not needed due to job update"));
    }

    @Test
    void two_of_a_name_are_cut_down_to_the_count() {
        Job job = web(1, 2);
        Allocation twin = with(running(job, 1), a -> a.id("b1"));
        assertThat(stopped(Scene.of(job).runs(job, 2).has(twin).reconcile())).containsExactly("b1");
    }

    @Test
    void a_stopped_job_ends_what_lives_and_loses_what_cannot_hear_it() {
        Job job = web(1, 3);
        Allocation away = with(running(job, 1), a -> a.nodeId("n2"));
        Allocation over = with(running(job, 2), a -> a.clientStatus(ClientStatus.COMPLETE));
        Intents intents = Scene.of(job)
                .has(running(job, 0), away, over)
                .node("n2", NodeStatus.DOWN)
                .stopped()
                .reconcile();
        assertThat(intents.stops())
                .containsExactly(
                        AllocationStop.of("a0", "alloc not needed as job is stopped"),
                        new AllocationStop("a1", "alloc is lost since its node is down", ClientStatus.LOST, ""));
        assertThat(desired(intents)).isEqualTo(numbers(d -> d.stop(2).ignore(1)));
        assertThat(intents.placements()).isEmpty();
    }

    @Test
    void a_purged_job_ends_the_same_way() {
        Job job = web(1, 2);
        Intents intents = Scene.of(job).runs(job, 2).purged().reconcile();
        assertThat(intents.stops())
                .extracting(AllocationStop::description)
                .containsOnly("alloc not needed as job is stopped")
                .hasSize(2);
    }

    @Test
    void a_group_that_is_gone_ends_while_the_others_go_on() {
        Job job = web(2, 2);
        Allocation old = with(running(web(1, 2), 0), a -> a.id("x").taskGroup("removed"));
        Intents intents = Scene.of(job).runs(job, 2).has(old).reconcile();
        assertThat(intents.stops()).containsExactly(AllocationStop.of("x", "alloc not needed due to job update"));
        assertThat(intents.desired().get("removed")).isEqualTo(numbers(d -> d.stop(1)));
        assertThat(desired(intents)).isEqualTo(numbers(d -> d.ignore(2)));
    }

    @Test
    void every_group_is_told_even_with_nothing_to_do() {
        Job job = Scene.version(
                JobFiles.job("web", "service", JobFiles.group(0), JobFiles.group(0, g -> g.name("h"))), 1);
        assertThat(Scene.of(job).reconcile().desired()).containsOnlyKeys("g", "h");
    }

    @ParameterizedTest
    @CsvSource({"READY, false", "INITIALIZING, false", "DOWN, true", "DISCONNECTED, true"})
    void what_was_told_to_stop_counts_as_lost_once_its_node_cannot_report(NodeStatus status, boolean lost) {
        Job job = web(1, 0);
        Allocation stopping = with(running(job, 0), a -> a.desiredStatus(DesiredStatus.STOP));
        Intents intents = Scene.of(job).has(stopping).node("n1", status).reconcile();
        assertThat(stopped(intents)).isEqualTo(lost ? List.of("a0") : List.of());
    }

    @Test
    void what_has_ended_already_is_not_lost_as_well() {
        Job job = web(1, 0);
        Allocation over =
                with(running(job, 0), a -> a.desiredStatus(DesiredStatus.STOP).clientStatus(ClientStatus.COMPLETE));
        assertThat(Scene.of(job).has(over).gone("n1").reconcile().stops()).isEmpty();
    }

    @Test
    void a_lost_one_is_replaced_under_its_name_with_its_history() {
        Job job = web(1, 2);
        Intents intents = Scene.of(job)
                .runs(job, 2)
                .node("n1", NodeStatus.READY)
                .gone("n1")
                .reconcile();
        assertThat(intents.stops()).extracting(AllocationStop::clientStatus).containsOnly(ClientStatus.LOST);
        assertThat(names(intents.placements())).containsExactly("web.g[0]", "web.g[1]");
        assertThat(intents.placements())
                .extracting(
                        placement -> placement.previous().map(Allocation::id).orElse(""))
                .containsExactly("a0", "a1");
        assertThat(intents.placements()).noneMatch(Placement::rescheduled);
        assertThat(desired(intents)).isEqualTo(numbers(d -> d.place(2).stop(2)));
    }

    @Test
    void a_lost_one_that_has_a_successor_gets_no_other() {
        Job job = web(1, 2);
        Allocation gone = with(running(job, 0), a -> a.id("gone").nodeId("n2").nextAllocation("a0"));
        Intents intents = Scene.of(job).runs(job, 2).has(gone).gone("n2").reconcile();
        assertThat(stopped(intents)).containsExactly("gone");
        assertThat(intents.placements()).isEmpty();
    }

    @Test
    void more_lost_than_the_count_are_replaced_up_to_the_count() {
        Job smaller = web(1, 2);
        Scene scene = Scene.of(smaller).runs(smaller, 5).gone("n1");
        Intents intents = scene.reconcile();
        assertThat(intents.stops()).hasSize(5);
        assertThat(intents.placements()).hasSize(2);
    }

    @Test
    void what_must_leave_moves_in_order_of_names() {
        Job job = web(1, 3);
        Scene scene = Scene.of(job);
        for (int index : new int[] {2, 0, 1}) {
            scene.has(with(running(job, index), a -> a.desiredTransition(LEAVE)));
        }
        Intents intents = scene.reconcile();
        assertThat(names(intents.placements())).containsExactly("web.g[0]", "web.g[1]", "web.g[2]");
        assertThat(intents.stops())
                .extracting(AllocationStop::description)
                .containsOnly("alloc is being migrated")
                .hasSize(3);
        assertThat(desired(intents)).isEqualTo(numbers(d -> d.migrate(3)));
    }

    @ParameterizedTest
    @CsvSource({"batch, 0", "service, 1"})
    void work_that_must_leave_for_good_gets_no_successor_and_a_service_does(String type, int successors) {
        Job job = Scene.version(JobFiles.job("web", type, JobFiles.group(1)), 1);
        Allocation leaving =
                with(running(job, 0), a -> a.desiredTransition(new DesiredTransition(true, null, null, null, true)));
        Intents intents = Scene.of(job).has(leaving).reconcile();
        assertThat(stopped(intents)).containsExactly("a0");
        assertThat(intents.placements()).hasSize(successors);
    }

    @Test
    void a_stop_by_hand_that_is_rescheduled_avoids_its_node() {
        Job job = web(1, 1);
        Allocation leaving =
                with(running(job, 0), a -> a.desiredTransition(new DesiredTransition(true, true, null, null, null)));
        assertThat(Scene.of(job)
                        .has(leaving)
                        .reconcile()
                        .placements()
                        .getFirst()
                        .rescheduled())
                .isTrue();
    }

    private static Allocation failedLongAgo(Job job, int index) {
        return Scene.ended(running(job, index), ClientStatus.FAILED, NOW.minusSeconds(3600));
    }

    @Test
    void a_failure_that_is_due_is_stopped_and_replaced_with_a_note() {
        Job job = web(1, 2);
        Intents intents =
                Scene.of(job).has(failedLongAgo(job, 0), running(job, 1)).reconcile();
        assertThat(intents.stops()).containsExactly(AllocationStop.of("a0", "alloc was rescheduled because it failed"));
        Placement placement = intents.placements().getFirst();
        assertThat(placement.rescheduled()).isTrue();
        assertThat(placement.tracker().orElseThrow().events()).hasSize(1);
        assertThat(desired(intents))
                .isEqualTo(numbers(d -> d.place(1).stop(1).rescheduleNow(1).ignore(1)));
    }

    @Test
    void a_failure_that_is_not_due_is_tied_to_an_evaluation() {
        Job job = web(1, 1);
        Allocation failed = Scene.ended(running(job, 0), ClientStatus.FAILED, NOW);
        Intents intents = Scene.of(job).has(failed).reconcile();
        assertThat(intents.followUps())
                .singleElement()
                .satisfies(later -> assertThat(later.waitUntil()).isEqualTo(NOW.plusSeconds(30)));
        assertThat(intents.updates())
                .singleElement()
                .isEqualTo(with(
                        failed,
                        a -> a.followupEvalId(intents.followUps().getFirst().id())));
        assertThat(desired(intents)).isEqualTo(numbers(d -> d.rescheduleLater(1).ignore(1)));
    }

    @Test
    void surplus_is_taken_from_what_failed_before_what_runs() {
        Job job = web(1, 1);
        Job strict = Scene.version(JobFiles.service("web", 1, g -> g.reschedulePolicy(null)), 1);
        Allocation failed = Scene.ended(running(strict, 0), ClientStatus.FAILED, NOW);
        assertThat(stopped(Scene.of(strict).has(failed, running(job, 1)).reconcile()))
                .containsExactly("a0");
    }

    @Test
    void a_failure_beyond_a_lower_count_is_stopped_and_not_replaced() {
        Job job = web(1, 1);
        Intents intents =
                Scene.of(job).has(running(job, 0), failedLongAgo(job, 1)).reconcile();
        assertThat(stopped(intents)).containsExactly("a1");
        assertThat(intents.placements()).isEmpty();
    }

    @Test
    void a_change_without_watcher_replaces_all_at_once() {
        Job job = web(2, 3);
        Intents intents = Scene.of(job).runs(web(1, 3), 3).reconcile();
        assertThat(names(intents.replacements())).containsExactly("web.g[0]", "web.g[1]", "web.g[2]");
        assertThat(intents.replacements())
                .extracting(Placement::stopWith)
                .containsOnly(
                        Optional.of(AllocationStop.of("a0", "alloc is being updated due to job update")),
                        Optional.of(AllocationStop.of("a1", "alloc is being updated due to job update")),
                        Optional.of(AllocationStop.of("a2", "alloc is being updated due to job update")));
        assertThat(intents.stops()).isEmpty();
        assertThat(desired(intents)).isEqualTo(numbers(d -> d.destructiveUpdate(3)));
    }

    @ParameterizedTest
    @CsvSource({"0, 3, 3", "1, 3, 1", "2, 3, 2"})
    void what_bore_one_name_in_common_gets_names_of_its_own(int maxParallel, int count, int replaced) {
        Job job = maxParallel == 0 ? web(2, count) : rolled(2, count, maxParallel, 0);
        Scene scene = Scene.of(job);
        for (int i = 0; i < count; i++) {
            int number = i;
            scene.has(with(running(web(1, count), 0), a -> a.id("s" + number)));
        }
        Intents intents = scene.reconcile();
        List<String> names = new ArrayList<>(names(intents.replacements()));
        assertThat(names).hasSize(replaced);
        if (replaced < count) {
            names.add("web.g[0]");
        }
        assertThat(names).doesNotHaveDuplicates().allMatch(name -> NameIndex.of(name) < count);
    }

    @Test
    void a_change_that_can_be_followed_updates_in_place() {
        Job older = web(1, 2);
        Job newer = Scene.version(JobFiles.with(older, j -> j.priority(70)), 2);
        Intents intents = Scene.of(newer).runs(older, 2).reconcile();
        assertThat(intents.updates()).hasSize(2).allSatisfy(updated -> {
            assertThat(updated.job()).isEqualTo(newer);
            assertThat(updated.evalId()).isEqualTo("cause");
        });
        assertThat(intents.replacements()).isEmpty();
        assertThat(desired(intents)).isEqualTo(numbers(d -> d.inPlaceUpdate(2)));
    }

    @Test
    void a_change_that_could_be_followed_replaces_where_the_node_does_not_suit() {
        Job older = web(1, 2);
        Job newer = Scene.version(JobFiles.with(older, j -> j.priority(70)), 2);
        Scene scene = Scene.of(newer).runs(older, 2);
        scene.nodesKeep = false;
        assertThat(scene.reconcile().replacements()).hasSize(2);
        assertThat(scene.reconcile().updates()).isEmpty();
    }

    @Test
    void what_failed_for_good_is_not_updated_in_place() {
        Job older = Scene.version(JobFiles.service("web", 1, g -> g.reschedulePolicy(null)), 1);
        Job newer = Scene.version(JobFiles.with(older, j -> j.priority(70)), 2);
        Allocation failed = Scene.ended(running(older, 0), ClientStatus.FAILED, NOW);
        Intents intents = Scene.of(newer).has(failed).reconcile();
        assertThat(intents.updates()).isEmpty();
        assertThat(intents.replacements()).isEmpty();
    }

    @Test
    void a_failure_that_waits_is_replaced_at_once_by_another_version() {
        Job job = web(2, 1);
        Allocation failed = Scene.ended(running(web(1, 1), 0), ClientStatus.FAILED, NOW);
        Intents intents = Scene.of(job).has(failed).reconcile();
        assertThat(intents.replacements()).hasSize(1);
        assertThat(intents.followUps()).isEmpty();
    }

    private static Job rolled(long version, int count, int maxParallel, int canary) {
        return Scene.version(
                JobFiles.service(
                        "web",
                        count,
                        g -> JobFiles.command("/bin/v" + version)
                                .apply(g)
                                .update(JobFiles.update(maxParallel, canary))),
                version);
    }

    @Test
    void a_first_version_starts_a_deployment_without_canaries() {
        Intents intents = Scene.of(rolled(0, 3, 1, 2)).reconcile();
        DeploymentState state = intents.deployment().orElseThrow().taskGroups().get("g");
        assertThat(Objects.requireNonNull(state).desiredTotal()).isEqualTo(3);
        assertThat(Objects.requireNonNull(state).desiredCanaries()).isZero();
        assertThat(intents.placements())
                .hasSize(3)
                .allMatch(placement -> placement.deploymentId().equals("id0"));
    }

    @Test
    void a_roll_out_begins_with_as_many_as_may_change_at_once() {
        Intents intents =
                Scene.of(rolled(2, 5, 2, 0)).runs(rolled(1, 5, 2, 0), 5).reconcile();
        assertThat(names(intents.replacements())).containsExactly("web.g[0]", "web.g[1]");
        assertThat(desired(intents))
                .isEqualTo(numbers(d -> d.destructiveUpdate(2).ignore(3)));
    }

    @Test
    void a_trial_begins_beside_what_runs() {
        Intents intents =
                Scene.of(rolled(2, 5, 2, 2)).runs(rolled(1, 5, 2, 2), 5).reconcile();
        assertThat(intents.replacements()).isEmpty();
        assertThat(intents.stops()).isEmpty();
        assertThat(names(intents.placements())).containsExactly("web.g[0]", "web.g[1]");
        assertThat(intents.placements()).allMatch(Placement::canary);
        assertThat(desired(intents)).isEqualTo(numbers(d -> d.canary(2).ignore(5)));
    }

    private static DeploymentState trial(int desired, boolean promoted, String... placed) {
        return DeploymentStateBuilder.builder()
                .desiredTotal(3)
                .desiredCanaries(desired)
                .placedCanaries(List.of(placed))
                .promoted(promoted)
                .build();
    }

    private static Allocation canary(Job job, int index, @Nullable Boolean healthy) {
        return with(
                running(job, index),
                a -> a.id("c" + index)
                        .deploymentId("d")
                        .deploymentStatus(new AllocDeploymentStatus(healthy, NOW, true, 0)));
    }

    /** Promotion takes the mark of the canary away. */
    private static Allocation promoted(Allocation canary) {
        AllocDeploymentStatus status = Objects.requireNonNull(canary.deploymentStatus());
        return with(canary, a -> a.deploymentStatus(new AllocDeploymentStatus(status.healthy(), NOW, false, 0)));
    }

    @Test
    void canaries_on_trial_are_no_surplus() {
        Job job = rolled(2, 3, 1, 1);
        Intents intents = Scene.of(job)
                .runs(rolled(1, 3, 1, 1), 3)
                .has(canary(job, 0, true))
                .deployment(DeploymentStatus.RUNNING, trial(1, false, "c0"))
                .reconcile();
        assertThat(intents.stops()).isEmpty();
        assertThat(intents.placements()).isEmpty();
        assertThat(intents.replacements()).isEmpty();
    }

    @Test
    void a_canary_that_is_missing_is_placed_again_under_a_name_of_its_own() {
        Job job = rolled(2, 3, 1, 2);
        Intents intents = Scene.of(job)
                .runs(rolled(1, 3, 1, 2), 3)
                .has(canary(job, 0, true))
                .deployment(DeploymentStatus.RUNNING, trial(2, false, "c0", "gone"))
                .reconcile();
        assertThat(names(intents.placements())).containsExactly("web.g[1]");
        assertThat(intents.placements()).allMatch(Placement::canary);
    }

    @Test
    void a_promoted_canary_takes_over_its_name_and_the_rest_follows() {
        Job job = rolled(2, 3, 1, 1);
        Intents intents = Scene.of(job)
                .runs(rolled(1, 3, 1, 1), 3)
                .has(promoted(canary(job, 1, true)))
                .deployment(DeploymentStatus.RUNNING, trial(1, true, "c1"))
                .reconcile();
        assertThat(stopped(intents)).containsExactly("a1");
        assertThat(names(intents.replacements())).containsExactly("web.g[0]");
    }

    @Test
    void a_promoted_canary_that_failed_for_good_makes_way_for_what_still_runs() {
        Job job = Scene.version(
                JobFiles.service(
                        "web",
                        3,
                        g -> JobFiles.command("/bin/v2")
                                .apply(g)
                                .reschedulePolicy(null)
                                .update(JobFiles.update(1, 1))),
                2);
        Allocation failed = Scene.ended(promoted(canary(job, 1, false)), ClientStatus.FAILED, NOW);
        Intents intents = Scene.of(job)
                .runs(rolled(1, 3, 1, 1), 3)
                .has(failed)
                .deployment(DeploymentStatus.RUNNING, trial(1, true, "c1"))
                .reconcile();
        assertThat(stopped(intents)).containsExactly("c1");
    }

    @ParameterizedTest
    @CsvSource({"FAILED, true", "PAUSED, false", "RUNNING, false"})
    void canaries_stop_when_their_deployment_has_failed(DeploymentStatus status, boolean stop) {
        Job job = rolled(2, 3, 1, 1);
        Intents intents = Scene.of(job)
                .runs(rolled(1, 3, 1, 1), 3)
                .has(canary(job, 0, true))
                .deployment(status, trial(1, false, "c0"))
                .reconcile();
        assertThat(stopped(intents)).isEqualTo(stop ? List.of("c0") : List.of());
        assertThat(intents.replacements()).isEmpty();
    }

    @Test
    void two_canaries_of_a_name_are_one_too_many() {
        Job job = rolled(2, 3, 1, 1);
        Allocation twin = with(canary(job, 0, true), a -> a.id("c9"));
        Intents intents = Scene.of(job)
                .runs(rolled(1, 3, 1, 1), 3)
                .has(canary(job, 0, true), twin)
                .deployment(DeploymentStatus.RUNNING, trial(1, false, "c0", "c9"))
                .reconcile();
        assertThat(intents.stops()).hasSize(1);
    }

    private static Job endingAlone(Job job) {
        return JobFiles.with(
                job,
                j -> j.taskGroups(
                        List.of(TaskGroupBuilder.builder(job.taskGroups().getFirst())
                                .disconnect(new DisconnectStrategy(null, Duration.ofMinutes(2), null, ""))
                                .build())));
    }

    @Test
    void a_canary_that_ends_alone_is_waited_for_and_not_tried_twice() {
        Job job = endingAlone(rolled(2, 2, 1, 1));
        Intents intents = Scene.of(job)
                .runs(endingAlone(rolled(1, 2, 1, 1)), 2)
                .has(with(canary(job, 0, null), a -> a.nodeId("n2")))
                .node("n2", NodeStatus.DOWN)
                .deployment(DeploymentStatus.RUNNING, trial(1, false, "c0"))
                .reconcile();
        assertThat(intents.placements()).isEmpty();
        assertThat(intents.stops()).isEmpty();
        assertThat(intents.followUps()).hasSize(1);
    }

    @Test
    void an_abandoned_canary_that_ends_alone_takes_nobodys_place() {
        Job job = endingAlone(web(2, 3));
        Intents intents = Scene.of(job)
                .runs(job, 2)
                .has(with(canary(endingAlone(rolled(1, 3, 1, 1)), 2, null), a -> a.nodeId("n2")))
                .node("n2", NodeStatus.DOWN)
                .reconcile();
        assertThat(names(intents.placements())).containsExactly("web.g[2]");
        assertThat(intents.stops()).isEmpty();
    }

    private static Scene complete(int healthy) {
        Job job = rolled(1, 2, 1, 0);
        DeploymentState state = DeploymentStateBuilder.builder()
                .desiredTotal(2)
                .healthyAllocs(healthy)
                .build();
        Scene scene = Scene.of(job).deployment(DeploymentStatus.RUNNING, state);
        for (int i = 0; i < 2; i++) {
            scene.has(with(
                    running(job, i),
                    a -> a.deploymentId("d").deploymentStatus(new AllocDeploymentStatus(true, NOW, false, 0))));
        }
        return scene;
    }

    @Test
    void a_deployment_with_all_healthy_and_nothing_to_do_is_successful() {
        assertThat(complete(2).reconcile().deploymentUpdates())
                .extracting(DeploymentStatusUpdate::status)
                .containsExactly(DeploymentStatus.SUCCESSFUL);
        assertThat(complete(1).reconcile().deploymentUpdates()).isEmpty();
    }

    /** Each makes something out of a deployment that would be complete without it. */
    static Stream<UnaryOperator<Scene>> unrest() {
        Job job = rolled(1, 2, 1, 0);
        Job other = rolled(0, 2, 1, 0);
        return Stream.of(
                scene -> replaced(scene, with(running(job, 1), a -> a.desiredTransition(LEAVE))),
                scene -> replaced(scene, failedLongAgo(job, 1)),
                scene -> replaced(scene, Scene.ended(running(job, 1), ClientStatus.FAILED, NOW)),
                scene -> replaced(scene, running(other, 1)),
                scene -> replaced(scene, with(running(job, 1), a -> a.nodeId("nowhere")))
                        .gone("nowhere"),
                scene -> replaced(scene, with(running(job, 1), a -> a.clientStatus(ClientStatus.COMPLETE))));
    }

    private static Scene replaced(Scene scene, Allocation second) {
        scene.allocations.removeLast();
        return scene.has(second);
    }

    @ParameterizedTest
    @MethodSource("unrest")
    void a_deployment_is_not_successful_while_there_is_anything_to_do(UnaryOperator<Scene> change) {
        assertThat(change.apply(complete(2)).reconcile().deploymentUpdates()).isEmpty();
    }

    @Test
    void all_groups_must_be_complete() {
        Scene scene = complete(2);
        Job two = JobFiles.with(
                rolled(1, 2, 1, 0),
                j -> j.taskGroups(
                        List.of(rolled(1, 2, 1, 0).taskGroups().getFirst(), JobFiles.group(1, g -> g.name("h")))));
        Scene both = Scene.of(two);
        both.allocations.addAll(scene.allocations);
        both.nodes.putAll(scene.nodes);
        both.deployment = scene.deployment;
        assertThat(both.reconcile().deploymentUpdates()).isEmpty();
        both.has(with(running(two, 0), a -> a.id("h0").taskGroup("h").name("web.h[0]")));
        assertThat(both.reconcile().deploymentUpdates()).hasSize(1);
    }

    @Test
    void batch_work_that_is_done_holds_its_place_and_its_name() {
        Job job = Scene.version(JobFiles.batch("web", 3), 1);
        Allocation done = with(running(job, 1), a -> a.clientStatus(ClientStatus.COMPLETE));
        Intents intents = Scene.of(job).has(done).reconcile();
        assertThat(names(intents.placements())).containsExactly("web.g[0]", "web.g[2]");
    }

    @Test
    void batch_work_that_is_done_is_never_too_much() {
        Job job = Scene.version(JobFiles.batch("web", 1), 1);
        Allocation done = with(running(job, 0), a -> a.clientStatus(ClientStatus.COMPLETE));
        Allocation other = with(running(job, 1), a -> a.clientStatus(ClientStatus.COMPLETE));
        Intents intents = Scene.of(job).has(done, other).reconcile();
        assertThat(intents.stops()).isEmpty();
        assertThat(intents.placements()).isEmpty();
    }
}
