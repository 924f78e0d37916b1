package dev.drover.scheduler.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.deployment.Deployment;
import dev.drover.model.deployment.DeploymentBuilder;
import dev.drover.model.deployment.DeploymentState;
import dev.drover.model.deployment.DeploymentStateBuilder;
import dev.drover.model.deployment.DeploymentStatus;
import dev.drover.model.job.Job;
import dev.drover.scheduler.JobFiles;
import dev.drover.state.plan.DeploymentStatusUpdate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The deployment as an evaluation finds it and what it makes of it. The job is version 2 of web. */
final class RolloutTest {
    private static final Job JOB = Scene.web(2, 3);

    private static DeploymentState three() {
        return DeploymentStateBuilder.builder().desiredTotal(3).build();
    }

    private static Scene scene(DeploymentStatus status) {
        return Scene.of(JOB).deployment(status, three());
    }

    private static Rollout of(Scene scene) {
        return new Rollout(scene.input());
    }

    /** A deployment of another version of the job, or of a job of the same name. */
    private static Scene foreign(DeploymentStatus status, long version, long made) {
        Scene scene = Scene.of(JOB);
        Job other = JobFiles.with(JOB, j -> j.version(version).createIndex(made));
        scene.deployment = Optional.of(Scene.deploymentOf(other, status, three()));
        return scene;
    }

    @ParameterizedTest
    @CsvSource({
        // status, whether it is current, active, stalled, stalled by failure
        "RUNNING, true, true, false, false",
        "PAUSED, true, true, true, false",
        "FAILED, true, false, true, true",
        "SUCCESSFUL, false, false, false, false",
        "CANCELLED, false, false, false, false",
        "INITIALIZING, true, true, false, false",
        "PENDING, true, true, false, false",
        "BLOCKED, true, true, false, false",
        "UNBLOCKING, true, true, false, false",
    })
    void the_status_of_a_deployment_says_what_it_still_means(
            DeploymentStatus status, boolean current, boolean active, boolean stalled, boolean byFailure) {
        Rollout rollout = of(scene(status));
        assertThat(rollout.current().isPresent()).isEqualTo(current);
        assertThat(rollout.active().isPresent()).isEqualTo(active);
        assertThat(rollout.stalled()).isEqualTo(stalled);
        assertThat(rollout.stalledByFailure()).isEqualTo(byFailure);
        assertThat(rollout.state("g").isPresent()).isEqualTo(current);
        assertThat(rollout.idFor("g")).isEqualTo(active ? "d" : "");
        assertThat(rollout.updates()).isEmpty();
    }

    @Test
    void without_deployment_nothing_is_stalled_or_counted() {
        Rollout rollout = of(Scene.of(JOB));
        assertThat(rollout.current()).isEmpty();
        assertThat(rollout.stalled()).isFalse();
        assertThat(rollout.idFor("g")).isEmpty();
        assertThat(rollout.changed(JOB)).isEmpty();
    }

    @Test
    void a_group_that_is_not_part_of_it_does_not_count_for_it() {
        Rollout rollout = of(scene(DeploymentStatus.RUNNING));
        assertThat(rollout.state("other")).isEmpty();
        assertThat(rollout.idFor("other")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(DeploymentStatus.class)
    void an_active_deployment_of_an_older_version_is_cancelled(DeploymentStatus status) {
        boolean active = !List.of(DeploymentStatus.FAILED, DeploymentStatus.SUCCESSFUL, DeploymentStatus.CANCELLED)
                .contains(status);
        Rollout rollout = of(foreign(status, 1, 7));
        assertThat(rollout.current()).isEmpty();
        assertThat(rollout.updates())
                .isEqualTo(
                        active
                                ? List.of(new DeploymentStatusUpdate(
                                        "d", DeploymentStatus.CANCELLED, "Cancelled due to newer version of job"))
                                : List.of());
    }

    @Test
    void a_deployment_of_a_purged_job_of_the_same_name_is_cancelled() {
        assertThat(of(foreign(DeploymentStatus.RUNNING, 2, 6)).updates()).hasSize(1);
    }

    @Test
    void a_deployment_of_a_stopped_or_purged_job_is_cancelled() {
        for (Scene scene : List.of(
                scene(DeploymentStatus.RUNNING).stopped(),
                scene(DeploymentStatus.RUNNING).purged())) {
            assertThat(of(scene).updates())
                    .containsExactly(new DeploymentStatusUpdate(
                            "d", DeploymentStatus.CANCELLED, "Cancelled because job is stopped"));
        }
    }

    @Test
    void groups_that_start_share_a_deployment() {
        Rollout rollout = of(Scene.of(JOB));
        rollout.start("g", three());
        rollout.start("h", three());
        assertThat(rollout.idFor("g")).isEqualTo("id0").isEqualTo(rollout.idFor("h"));
        Deployment started = rollout.changed(JOB).orElseThrow();
        assertThat(started.taskGroups()).containsOnlyKeys("g", "h");
        assertThat(rollout.state("h")).hasValue(three());
    }

    @Test
    void a_new_deployment_tells_all_about_its_job() {
        Rollout rollout = of(Scene.of(JOB));
        rollout.start("g", three());
        Deployment started = rollout.changed(JOB).orElseThrow();
        long nanos = Scene.NOW.getEpochSecond() * 1_000_000_000L;
        assertThat(started)
                .isEqualTo(DeploymentBuilder.builder()
                        .id("id0")
                        .namespace("default")
                        .jobId("web")
                        .jobVersion(2)
                        .jobCreateIndex(7)
                        .jobModifyIndex(102)
                        .jobSpecModifyIndex(102)
                        .taskGroups(Map.of("g", three()))
                        .status(DeploymentStatus.RUNNING)
                        .statusDescription("Deployment is running")
                        .createTime(nanos)
                        .modifyTime(nanos)
                        .evalPriority(50)
                        .build());
    }

    private static DeploymentState trial(boolean promotesItself) {
        return DeploymentStateBuilder.builder()
                .desiredTotal(3)
                .desiredCanaries(1)
                .autoPromote(promotesItself)
                .build();
    }

    private static String description(DeploymentState... groups) {
        Rollout rollout = of(Scene.of(JOB));
        for (int i = 0; i < groups.length; i++) {
            rollout.start("g" + i, groups[i]);
        }
        return rollout.changed(JOB).orElseThrow().statusDescription();
    }

    @Test
    void the_description_says_who_has_to_promote() {
        assertThat(description(three(), three())).isEqualTo("Deployment is running");
        assertThat(description(trial(false))).isEqualTo("Deployment is running but requires manual promotion");
        assertThat(description(trial(true))).isEqualTo("Deployment is running pending automatic promotion");
        assertThat(description(trial(true), three())).isEqualTo("Deployment is running pending automatic promotion");
        assertThat(description(trial(true), trial(false)))
                .isEqualTo("Deployment is running but requires manual promotion");
    }

    @Test
    void a_complete_deployment_is_successful() {
        Rollout rollout = of(scene(DeploymentStatus.RUNNING));
        rollout.complete();
        assertThat(rollout.updates())
                .containsExactly(new DeploymentStatusUpdate(
                        "d", DeploymentStatus.SUCCESSFUL, "Deployment completed successfully"));
    }

    @ParameterizedTest
    @EnumSource(
            value = DeploymentStatus.class,
            names = {"FAILED", "SUCCESSFUL", "CANCELLED"})
    void what_is_over_does_not_become_successful(DeploymentStatus status) {
        Rollout rollout = of(scene(status));
        rollout.complete();
        assertThat(rollout.updates()).isEmpty();
    }

    private static int total(Rollout rollout) {
        DeploymentState state = rollout.changed(JOB).orElseThrow().taskGroups().get("g");
        return Objects.requireNonNull(state).desiredTotal();
    }

    @Test
    void another_goal_changes_the_deployment_that_is_there() {
        Rollout rollout = of(scene(DeploymentStatus.RUNNING));
        rollout.aim("g", 4);
        assertThat(rollout.changed(JOB).orElseThrow().id()).isEqualTo("d");
        assertThat(total(rollout)).isEqualTo(4);
    }

    @Test
    void the_same_goal_changes_nothing() {
        Rollout rollout = of(scene(DeploymentStatus.RUNNING));
        rollout.aim("g", 3);
        rollout.aim("unknown", 9);
        assertThat(rollout.changed(JOB)).isEmpty();
    }

    @Test
    void a_deployment_that_is_over_has_no_goals_any_more() {
        Rollout rollout = of(scene(DeploymentStatus.FAILED));
        rollout.aim("g", 4);
        assertThat(rollout.changed(JOB)).isEmpty();
    }

    @Test
    void another_goal_leaves_the_rest_of_the_deployment_alone() {
        Scene scene = scene(DeploymentStatus.RUNNING);
        DeploymentState other = trial(true);
        scene.deployment = scene.deployment.map(known -> DeploymentBuilder.builder(known)
                .taskGroups(Map.of("g", three(), "h", other))
                .build());
        Rollout rollout = of(scene);
        rollout.aim("g", 5);
        Deployment changed = rollout.changed(JOB).orElseThrow();
        assertThat(changed.taskGroups().get("h")).isEqualTo(other);
        assertThat(changed.status()).isEqualTo(DeploymentStatus.RUNNING);
    }
}
