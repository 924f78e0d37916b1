package dev.drover.scheduler.reconcile;

import static dev.drover.scheduler.reconcile.Scene.NOW;
import static dev.drover.scheduler.reconcile.Scene.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.AllocState;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.DesiredStatus;
import dev.drover.model.alloc.DesiredTransition;
import dev.drover.model.deployment.DeploymentStateBuilder;
import dev.drover.model.deployment.DeploymentStatus;
import dev.drover.model.job.DisconnectStrategy;
import dev.drover.model.job.Job;
import dev.drover.model.job.ReschedulePolicy;
import dev.drover.model.node.NodeStatus;
import dev.drover.scheduler.JobFiles;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is made of one allocation: first the whole cross product of what may be true of it, then case by case. */
final class ClassifierTest {
    private static final Duration LIMIT = Duration.ofMinutes(10);

    /** One point of the cross product. */
    record Point(
            String type,
            boolean older,
            DesiredStatus desired,
            ClientStatus client,
            Optional<NodeStatus> node,
            boolean leaves) {}

    static Stream<Point> points() {
        List<Optional<NodeStatus>> nodes =
                new ArrayList<>(Stream.of(NodeStatus.values()).map(Optional::of).toList());
        nodes.add(Optional.empty());
        List<Point> points = new ArrayList<>();
        for (String type : List.of("service", "batch")) {
            for (boolean older : List.of(false, true)) {
                for (DesiredStatus desired : DesiredStatus.values()) {
                    for (ClientStatus client : ClientStatus.values()) {
                        for (Optional<NodeStatus> node : nodes) {
                            points.add(new Point(type, older, desired, client, node, false));
                            points.add(new Point(type, older, desired, client, node, true));
                        }
                    }
                }
            }
        }
        return points.stream();
    }

    private static Job job(String type, long version) {
        return Scene.version(JobFiles.job("web", type, JobFiles.group(1, g -> g.reschedulePolicy(null))), version);
    }

    private static Allocation at(Point point) {
        Allocation allocation = Scene.running(job(point.type, point.older ? 1 : 2), 0);
        return with(
                allocation,
                a -> a.desiredStatus(point.desired)
                        .clientStatus(point.client)
                        .desiredTransition(point.leaves ? new DesiredTransition(true, null, null, null, null) : null));
    }

    private static Standing classify(Scene scene, Job job, Allocation allocation) {
        ReconcileInput input = scene.input();
        Rollout rollout = new Rollout(input);
        return new Classifier(input, job, rollout.active())
                .classify(allocation, job.taskGroups().getFirst());
    }

    /** The same told otherwise: in words, for a group without reschedule policy and disconnect block. */
    private static String expected(Point point) {
        boolean over = switch (point.client) {
            case COMPLETE, FAILED, LOST -> true;
            case PENDING, RUNNING, UNKNOWN -> false;
        };
        boolean batch = point.type.equals("batch");
        if (batch && point.older && over) {
            return "Gone";
        }
        if (point.desired != DesiredStatus.RUN) {
            return batch && point.client == ClientStatus.COMPLETE ? "Done" : "Gone";
        }
        if (point.client == ClientStatus.COMPLETE) {
            return batch ? "Done" : "Gone";
        }
        if (point.client == ClientStatus.LOST) {
            return "Gone";
        }
        if (point.client == ClientStatus.FAILED) {
            return "Kept";
        }
        boolean lives = point.node
                .filter(status -> status == NodeStatus.READY || status == NodeStatus.INITIALIZING)
                .isPresent();
        if (!lives) {
            return "Lost";
        }
        return point.leaves ? "Migrating" : "Kept";
    }

    @ParameterizedTest
    @MethodSource("points")
    void every_combination_has_the_standing_that_the_rules_give_it(Point point) {
        Allocation allocation = at(point);
        Job job = job(point.type, 2);
        Scene scene = Scene.of(job).has(allocation);
        point.node.ifPresentOrElse(status -> scene.node("n1", status), () -> scene.gone("n1"));
        assertThat(classify(scene, job, allocation).getClass().getSimpleName()).isEqualTo(expected(point));
    }

    private static Standing standing(Job job, Allocation allocation) {
        return classify(Scene.of(job).has(allocation), job, allocation);
    }

    private static Job rescheduled(ReschedulePolicy policy) {
        return Scene.version(JobFiles.service("web", 1, g -> g.reschedulePolicy(policy)), 2);
    }

    private static Allocation failed(Job job, Instant time) {
        return Scene.ended(Scene.running(job, 0), ClientStatus.FAILED, time);
    }

    @ParameterizedTest
    @CsvSource({
        // seconds since the failure, then whether it is tried again now; the delay is 30 s and a second is not waited
        // for
        "0, false",
        "28, false",
        "29, true",
        "30, true",
        "31, true",
        "9000, true"
    })
    void a_failure_is_tried_again_once_its_delay_is_over_but_for_a_second(long ago, boolean now) {
        Job job = rescheduled(JobFiles.SERVICE_POLICY);
        Allocation failed = failed(job, NOW.minusSeconds(ago));
        assertThat(standing(job, failed))
                .isEqualTo(
                        now
                                ? new Standing.Retry(failed)
                                : new Standing.RetryLater(
                                        failed, NOW.minusSeconds(ago).plusSeconds(30)));
    }

    @ParameterizedTest
    @CsvSource({
        // seconds since the failure, whether the evaluation that it waits for may try it again: it shares that with
        // others
        "0, false",
        "24, false",
        "25, true",
        "26, true",
        "30, true"
    })
    void the_evaluation_that_a_failure_waits_for_may_come_a_little_early(long ago, boolean now) {
        Job job = rescheduled(JobFiles.SERVICE_POLICY);
        Allocation failed = with(failed(job, NOW.minusSeconds(ago)), a -> a.followupEvalId("cause"));
        assertThat(standing(job, failed)).isInstanceOf(now ? Standing.Retry.class : Standing.RetryLater.class);
    }

    @Test
    void the_evaluation_of_another_failure_does_not_help() {
        Job job = rescheduled(JobFiles.SERVICE_POLICY);
        Allocation failed = with(failed(job, NOW), a -> a.followupEvalId("other"));
        assertThat(standing(job, failed)).isEqualTo(new Standing.RetryLater(failed, NOW.plusSeconds(30)));
    }

    @Test
    void a_failure_that_somebody_wants_tried_again_does_not_ask_its_policy() {
        Job job = rescheduled(new ReschedulePolicy(0, Duration.ZERO, Duration.ZERO, "constant", Duration.ZERO, false));
        Allocation failed = failed(job, NOW);
        assertThat(standing(job, failed)).isEqualTo(new Standing.Kept(failed));
        Allocation forced = with(failed, a -> a.desiredTransition(new DesiredTransition(null, null, true, null, null)));
        assertThat(standing(job, forced)).isEqualTo(new Standing.Retry(forced));
    }

    @Test
    void a_failure_that_has_a_successor_is_over() {
        Job job = rescheduled(JobFiles.SERVICE_POLICY);
        Allocation failed = with(failed(job, NOW.minus(LIMIT)), a -> a.nextAllocation("b"));
        assertThat(standing(job, failed)).isEqualTo(new Standing.Gone(failed));
    }

    @Test
    void a_failure_out_of_sight_that_has_a_successor_came_back_too_late() {
        Job job = rescheduled(JobFiles.SERVICE_POLICY);
        Allocation failed = with(
                failed(job, NOW),
                a -> a.nextAllocation("b").allocStates(List.of(new AllocState(0, "unknown", NOW.minusSeconds(5)))));
        assertThat(standing(job, failed)).isEqualTo(new Standing.Returned(failed, true));
    }

    @ParameterizedTest
    @CsvSource({
        // status of the deployment, whether the failure belongs to it, whether it was asked to be tried again, what
        // becomes of it
        "RUNNING, true, false, HeldBack",
        "PAUSED, true, false, HeldBack",
        "RUNNING, true, true, Retry",
        "RUNNING, false, false, Retry",
        "FAILED, true, false, Retry",
        "SUCCESSFUL, true, false, Retry",
        "CANCELLED, true, false, Retry",
        "BLOCKED, true, false, HeldBack",
        "PENDING, true, false, HeldBack",
    })
    void an_active_deployment_decides_itself_about_its_failures(
            DeploymentStatus status, boolean within, boolean asked, String expected) {
        Job job = rescheduled(JobFiles.SERVICE_POLICY);
        Allocation failed = with(
                failed(job, NOW.minus(LIMIT)),
                a -> a.deploymentId(within ? "d" : "earlier")
                        .desiredTransition(asked ? new DesiredTransition(null, true, null, null, null) : null));
        Scene scene = Scene.of(job)
                .has(failed)
                .deployment(
                        status, DeploymentStateBuilder.builder().desiredTotal(1).build());
        assertThat(classify(scene, job, failed).getClass().getSimpleName()).isEqualTo(expected);
    }

    @Test
    void what_failed_for_good_in_a_deployment_is_not_held_back() {
        Job job = Scene.version(JobFiles.service("web", 1, g -> g.reschedulePolicy(null)), 2);
        Allocation failed = with(failed(job, NOW), a -> a.deploymentId("d"));
        Scene scene = Scene.of(job)
                .has(failed)
                .deployment(
                        DeploymentStatus.RUNNING,
                        DeploymentStateBuilder.builder().build());
        assertThat(classify(scene, job, failed)).isEqualTo(new Standing.Kept(failed));
    }

    private static Job patient(boolean replace) {
        return Scene.version(
                JobFiles.service("web", 1, g -> g.disconnect(new DisconnectStrategy(LIMIT, null, replace, ""))), 2);
    }

    private static Allocation unseenFor(Job job, Duration time) {
        return with(
                Scene.running(job, 0),
                a -> a.clientStatus(ClientStatus.UNKNOWN)
                        .allocStates(List.of(new AllocState(0, "unknown", NOW.minus(time)))));
    }

    @Test
    void what_goes_out_of_sight_knows_when_it_counts_as_lost() {
        Job job = patient(true);
        Allocation allocation = Scene.running(job, 0);
        Scene scene = Scene.of(job).has(allocation).node("n1", NodeStatus.DISCONNECTED);
        assertThat(classify(scene, job, allocation))
                .isEqualTo(new Standing.Vanishing(allocation, Optional.of(NOW.plus(LIMIT))));
    }

    @Test
    void what_is_out_of_sight_and_has_to_leave_is_lost() {
        Job job = patient(true);
        Allocation unseen = unseenFor(job, Duration.ofSeconds(1));
        Scene scene = Scene.of(job).has(unseen).node("n1", NodeStatus.DISCONNECTED);
        assertThat(classify(scene, job, unseen)).isEqualTo(new Standing.Unseen(unseen));
        Allocation leaving =
                with(unseen, a -> a.desiredTransition(new DesiredTransition(true, null, null, null, null)));
        assertThat(classify(scene, job, leaving)).isEqualTo(new Standing.Lost(leaving));
    }

    @Test
    void what_runs_again_has_returned_until_somebody_notes_it() {
        Job job = patient(true);
        Allocation back = with(unseenFor(job, Duration.ofSeconds(1)), a -> a.clientStatus(ClientStatus.RUNNING));
        assertThat(standing(job, back)).isEqualTo(new Standing.Returned(back, false));
        assertThat(standing(job, Outage.end(back, NOW))).isInstanceOf(Standing.Kept.class);
    }

    @Test
    void a_silent_node_that_ends_its_work_alone_gives_the_time() {
        Job job = Scene.version(
                JobFiles.service("web", 1, g -> g.disconnect(new DisconnectStrategy(null, LIMIT, null, ""))), 2);
        Allocation allocation = Scene.running(job, 0);
        Scene scene = Scene.of(job).has(allocation).node("n1", NodeStatus.DOWN);
        assertThat(classify(scene, job, allocation)).isEqualTo(new Standing.LostAt(allocation, NOW.plus(LIMIT)));
    }

    @Test
    void stopped_batch_work_whose_tasks_failed_is_not_done() {
        Job job = job("batch", 2);
        Allocation failed = with(
                Scene.ended(Scene.running(job, 0), ClientStatus.FAILED, NOW),
                a -> a.clientStatus(ClientStatus.COMPLETE).desiredStatus(DesiredStatus.STOP));
        assertThat(standing(job, failed)).isEqualTo(new Standing.Gone(failed));
    }

    @Test
    void stopped_batch_work_that_nobody_may_take_over_is_done() {
        Job job = job("batch", 2);
        Allocation moved = with(
                Scene.running(job, 0),
                a -> a.desiredStatus(DesiredStatus.STOP)
                        .desiredTransition(new DesiredTransition(true, null, null, null, true)));
        assertThat(standing(job, moved)).isEqualTo(new Standing.Done(moved));
    }

    @Test
    void stopped_batch_work_of_an_older_version_makes_way_for_the_newer_even_before_it_has_ended() {
        Job job = job("batch", 2);
        Allocation moved = with(
                Scene.running(job("batch", 1), 0),
                a -> a.desiredStatus(DesiredStatus.STOP)
                        .desiredTransition(new DesiredTransition(true, null, null, null, true)));
        assertThat(standing(job, moved)).isEqualTo(new Standing.Gone(moved));
    }

    @Test
    void an_allocation_that_names_no_job_is_of_this_version() {
        Job job = Scene.web(2, 1);
        assertThat(Classifier.sameVersion(with(Scene.running(job, 0), a -> a.job(null)), job))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"2, 7, true", "1, 7, false", "3, 7, false", "2, 6, false", "2, 8, false"})
    void a_version_is_told_by_its_number_and_by_when_the_job_was_made(long version, long made, boolean same) {
        Job job = Scene.web(2, 1);
        Job own = JobFiles.with(job, j -> j.version(version).createIndex(made));
        assertThat(Classifier.sameVersion(Scene.running(own, 0), job)).isEqualTo(same);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, false, true",
                "true, -, true, true",
                "false, -, false, true",
                "true, true, true, false",
                "-, true, false, false",
                "true, false, true, true"
            })
    void leaving_and_being_replaced_are_said_apart(
            @Nullable Boolean migrate, @Nullable Boolean disabled, boolean leaves, boolean replaced) {
        Allocation allocation = with(
                Scene.running(Scene.web(1, 1), 0),
                a -> a.desiredTransition(new DesiredTransition(migrate, null, null, null, disabled)));
        assertThat(Classifier.mustLeave(allocation)).isEqualTo(leaves);
        assertThat(Classifier.mayBeReplaced(allocation)).isEqualTo(replaced);
    }

    @Test
    void without_transition_it_stays_and_may_be_replaced() {
        Allocation allocation = Scene.running(Scene.web(1, 1), 0);
        assertThat(Classifier.mustLeave(allocation)).isFalse();
        assertThat(Classifier.mayBeReplaced(allocation)).isTrue();
    }
}
