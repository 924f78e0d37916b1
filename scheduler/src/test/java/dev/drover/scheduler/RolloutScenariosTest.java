package dev.drover.scheduler;

import static dev.drover.scheduler.JobFiles.command;
import static dev.drover.scheduler.JobFiles.group;
import static dev.drover.scheduler.JobFiles.job;
import static dev.drover.scheduler.JobFiles.service;
import static dev.drover.scheduler.JobFiles.update;
import static dev.drover.scheduler.RolloutKit.assertQuiet;
import static dev.drover.scheduler.RolloutKit.deployed;
import static dev.drover.scheduler.RolloutKit.ofVersion;
import static dev.drover.scheduler.RolloutKit.progress;
import static dev.drover.scheduler.RolloutKit.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.DesiredStatus;
import dev.drover.model.alloc.DesiredTransition;
import dev.drover.model.deployment.Deployment;
import dev.drover.model.deployment.DeploymentStatus;
import dev.drover.model.job.Job;
import dev.drover.model.job.UpdateStrategyBuilder;
import dev.drover.model.node.NodeStatus;
import dev.drover.model.wire.Defaults;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Roll-outs that do not go smoothly, and canaries in their corners. */
final class RolloutScenariosTest {
    private final Cluster cluster = new Cluster();

    @BeforeEach
    void fiveNodes() {
        cluster.nodes(5);
    }

    @Test
    void a_deployment_names_its_job_version_and_priority() {
        cluster.run(version(0, 2, 1, 0));
        Deployment deployment = cluster.deployment("web");
        Job job = cluster.job("web");
        assertThat(deployment.jobVersion()).isEqualTo(job.version());
        assertThat(deployment.jobCreateIndex()).isEqualTo(job.createIndex());
        assertThat(deployment.jobSpecModifyIndex()).isEqualTo(job.jobModifyIndex());
        assertThat(deployment.evalPriority()).isEqualTo(50);
        assertThat(deployment.namespace()).isEqualTo("default");
    }

    @Test
    void a_deployment_without_deadline_has_none_to_meet() {
        cluster.run(service(
                "web",
                1,
                g -> g.update(UpdateStrategyBuilder.builder(update(1, 0))
                        .progressDeadline(Duration.ZERO)
                        .build())));
        assertThat(progress(cluster, "web").progressDeadline()).isZero();
        assertThat(progress(cluster, "web").requireProgressBy()).isIn(Defaults.NO_TIME, cluster.now());
    }

    @Test
    void each_healthy_allocation_moves_the_deadline_on() {
        cluster.run(version(0, 2, 1, 0));
        cluster.advance(Duration.ofMinutes(3));
        cluster.healthy(cluster.live("web").getFirst(), true);
        assertThat(progress(cluster, "web").requireProgressBy())
                .isEqualTo(cluster.now().plus(Duration.ofMinutes(10)));
    }

    @Test
    void an_unhealthy_allocation_does_not_move_the_deadline() {
        cluster.run(version(0, 2, 1, 0));
        cluster.advance(Duration.ofMinutes(3));
        cluster.healthy(cluster.live("web").getFirst(), false);
        assertThat(progress(cluster, "web").requireProgressBy())
                .isEqualTo(cluster.now().plus(Duration.ofMinutes(7)));
        assertThat(progress(cluster, "web").unhealthyAllocs()).isEqualTo(1);
    }

    @Test
    void a_job_with_count_zero_is_not_deployed() {
        cluster.run(version(0, 0, 1, 0));
        assertThat(cluster.latestDeployment("web")).isEmpty();
    }

    @Test
    void two_groups_share_one_deployment_and_keep_their_own_pace() {
        Job before = job(
                "web",
                "service",
                group(4, g -> command("/bin/a").apply(g).update(update(1, 0))),
                group(4, g -> command("/bin/a").apply(g).name("h").update(update(3, 0))));
        deployed(cluster, before);
        Job after = job(
                "web",
                "service",
                group(4, g -> command("/bin/b").apply(g).update(update(1, 0))),
                group(4, g -> command("/bin/b").apply(g).name("h").update(update(3, 0))));
        Outcome.Planned planned = cluster.run(after);
        assertThat(cluster.desired(planned, "g").destructiveUpdate()).isEqualTo(1);
        assertThat(cluster.desired(planned, "h").destructiveUpdate()).isEqualTo(3);
        assertThat(cluster.deployment("web").taskGroups()).containsOnlyKeys("g", "h");
    }

    @Test
    void one_group_that_is_not_done_keeps_the_deployment_open() {
        cluster.run(job(
                "web",
                "service",
                group(1, g -> g.update(update(1, 0))),
                group(1, g -> g.name("h").update(update(1, 0)))));
        cluster.healthy(cluster.named("web", "web.g[0]"), true);
        cluster.evaluate("web");
        assertThat(cluster.deployment("web").status()).isEqualTo(DeploymentStatus.RUNNING);
    }

    @Test
    void only_the_group_with_canaries_waits_for_promotion() {
        Job before = job(
                "web",
                "service",
                group(2, g -> g.update(update(1, 1))),
                group(2, g -> g.name("h").update(update(1, 0))));
        deployed(cluster, before);
        cluster.run(job(
                "web",
                "service",
                group(2, g -> command("/bin/b").apply(g).update(update(1, 1))),
                group(2, g -> command("/bin/b").apply(g).name("h").update(update(1, 0)))));
        cluster.allHealthy("web");
        cluster.evaluate("web");
        cluster.allHealthy("web");
        cluster.evaluate("web");
        assertThat(ofVersion(cluster, "web", 1))
                .extracting(Allocation::taskGroup)
                .containsExactlyInAnyOrder("g", "h", "h");
    }

    @Test
    void promotion_of_one_group_leaves_the_other_on_trial() {
        deployed(
                cluster,
                job(
                        "web",
                        "service",
                        group(2, g -> g.update(update(2, 1))),
                        group(2, g -> g.name("h").update(update(2, 1)))));
        cluster.run(job(
                "web",
                "service",
                group(2, g -> command("/bin/b").apply(g).update(update(2, 1))),
                group(2, g -> command("/bin/b").apply(g).name("h").update(update(2, 1)))));
        cluster.allHealthy("web");
        cluster.promote("web", "h");
        cluster.evaluate("web");
        assertThat(ofVersion(cluster, "web", 1))
                .filteredOn(a -> a.taskGroup().equals("h"))
                .hasSize(2);
        assertThat(ofVersion(cluster, "web", 1))
                .filteredOn(a -> a.taskGroup().equals("g"))
                .hasSize(1);
    }

    @Test
    void as_many_canaries_as_the_count_are_a_second_set_beside_the_first() {
        deployed(cluster, version(0, 3, 3, 0));
        cluster.run(version(1, 3, 3, 3));
        assertThat(ofVersion(cluster, "web", 0)).hasSize(3);
        assertThat(ofVersion(cluster, "web", 1)).hasSize(3);
        cluster.allHealthy("web");
        cluster.promote("web");
        cluster.evaluate("web");
        assertThat(ofVersion(cluster, "web", 0)).isEmpty();
        assertThat(ofVersion(cluster, "web", 1)).hasSize(3);
        assertThat(cluster.names("web")).containsExactly("web.g[0]", "web.g[1]", "web.g[2]");
    }

    @Test
    void more_canaries_than_the_count_get_names_past_it() {
        deployed(cluster, version(0, 1, 1, 0));
        cluster.run(version(1, 1, 1, 3));
        assertThat(ofVersion(cluster, "web", 1))
                .extracting(Allocation::name)
                .containsExactlyInAnyOrder("web.g[0]", "web.g[1]", "web.g[2]");
        cluster.allHealthy("web");
        cluster.promote("web");
        cluster.evaluate("web");
        assertThat(ofVersion(cluster, "web", 1)).hasSize(1);
        assertThat(ofVersion(cluster, "web", 0)).isEmpty();
    }

    @Test
    void the_first_version_needs_no_canaries() {
        cluster.run(version(0, 3, 1, 2));
        assertThat(cluster.live("web"))
                .hasSize(3)
                .noneMatch(a ->
                        a.deploymentStatus() != null && a.deploymentStatus().canary());
        assertThat(progress(cluster, "web").desiredCanaries()).isZero();
    }

    @Test
    void a_change_in_place_needs_no_canaries() {
        deployed(cluster, version(0, 2, 1, 1));
        cluster.run(JobFiles.with(version(0, 2, 1, 1), j -> j.priority(70)));
        assertThat(progress(cluster, "web").desiredCanaries()).isZero();
        cluster.settle("web");
        assertThat(cluster.deployment("web").status()).isEqualTo(DeploymentStatus.SUCCESSFUL);
    }

    @Test
    void a_canary_on_a_lost_node_is_placed_again() {
        deployed(cluster, version(0, 2, 1, 0));
        cluster.run(version(1, 2, 1, 1));
        Allocation canary = ofVersion(cluster, "web", 1).getFirst();
        cluster.nodeStatus(canary.nodeId(), NodeStatus.DOWN);
        cluster.evaluate("web");
        assertThat(ofVersion(cluster, "web", 1)).hasSize(1);
        assertThat(Objects.requireNonNull(
                                ofVersion(cluster, "web", 1).getFirst().deploymentStatus())
                        .canary())
                .isTrue();
        assertThat(ofVersion(cluster, "web", 1).getFirst().id()).isNotEqualTo(canary.id());
    }

    @Test
    void a_canary_that_must_move_is_placed_again_as_a_canary() {
        deployed(cluster, version(0, 2, 1, 0));
        cluster.run(version(1, 2, 1, 1));
        Allocation canary = ofVersion(cluster, "web", 1).getFirst();
        cluster.ineligible(canary.nodeId());
        cluster.migrate(canary);
        cluster.evaluate("web");
        assertThat(ofVersion(cluster, "web", 1))
                .hasSize(1)
                .allMatch(a -> Objects.requireNonNull(a.deploymentStatus()).canary())
                .noneMatch(a -> a.id().equals(canary.id()));
    }

    @Test
    void an_old_one_that_must_move_during_a_trial_keeps_its_version() {
        deployed(cluster, version(0, 2, 1, 0));
        cluster.run(version(1, 2, 1, 1));
        Allocation old = ofVersion(cluster, "web", 0).getFirst();
        cluster.ineligible(old.nodeId());
        cluster.migrate(old);
        cluster.evaluate("web");
        assertThat(ofVersion(cluster, "web", 0)).hasSize(2);
        assertThat(ofVersion(cluster, "web", 0))
                .extracting(Allocation::deploymentId)
                .doesNotContain(cluster.deployment("web").id());
    }

    @Test
    void a_failure_in_a_trial_is_rescheduled_on_its_version() {
        deployed(cluster, version(0, 2, 1, 0));
        cluster.run(version(1, 2, 1, 1));
        Allocation old = ofVersion(cluster, "web", 0).getFirst();
        cluster.report(old, ClientStatus.FAILED);
        cluster.advance(Duration.ofMinutes(1));
        cluster.evaluate("web");
        assertThat(ofVersion(cluster, "web", 0)).hasSize(2);
        assertThat(ofVersion(cluster, "web", 1)).hasSize(1);
    }

    @Test
    void after_promotion_the_older_bearer_of_the_canarys_name_goes_first() {
        deployed(cluster, version(0, 3, 1, 0));
        cluster.run(version(1, 3, 1, 1));
        Allocation canary = ofVersion(cluster, "web", 1).getFirst();
        Allocation bearer = ofVersion(cluster, "web", 0).stream()
                .filter(a -> a.name().equals(canary.name()))
                .findFirst()
                .orElseThrow();
        cluster.allHealthy("web");
        cluster.promote("web");
        cluster.evaluate("web");
        assertThat(cluster.allocation(bearer.id()).desiredStatus()).isEqualTo(DesiredStatus.STOP);
    }

    @Test
    void a_lower_count_during_a_trial_keeps_the_canaries() {
        deployed(cluster, version(0, 4, 1, 0));
        cluster.run(version(1, 4, 1, 1));
        cluster.run(version(1, 2, 1, 1));
        assertThat(ofVersion(cluster, "web", 0)).hasSize(2);
        assertThat(cluster.live("web").stream()
                        .filter(a -> a.deploymentStatus() != null
                                && a.deploymentStatus().canary()))
                .hasSize(1);
    }

    @Test
    void going_back_to_the_old_version_ends_the_trial() {
        deployed(cluster, version(0, 3, 1, 0));
        cluster.run(version(1, 3, 1, 1));
        cluster.run(version(0, 3, 1, 0));
        assertThat(ofVersion(cluster, "web", 1)).isEmpty();
        cluster.settle("web");
        assertThat(ofVersion(cluster, "web", 2)).hasSize(3);
        assertThat(cluster.deployment("web").status()).isEqualTo(DeploymentStatus.SUCCESSFUL);
        assertThat(cluster.deployment("web").jobVersion()).isEqualTo(2);
    }

    @Test
    void a_failed_deployment_still_replaces_what_is_lost() {
        deployed(cluster, version(0, 3, 1, 0));
        cluster.run(version(1, 3, 1, 0));
        cluster.deploymentStatus("web", DeploymentStatus.FAILED);
        Allocation lost = ofVersion(cluster, "web", 0).getFirst();
        cluster.nodeStatus(lost.nodeId(), NodeStatus.DOWN);
        cluster.evaluate("web");
        assertThat(cluster.live("web")).hasSize(3);
    }

    @Test
    void a_paused_deployment_still_moves_what_must_move() {
        deployed(cluster, version(0, 2, 1, 0));
        cluster.run(version(1, 2, 1, 0));
        cluster.deploymentStatus("web", DeploymentStatus.PAUSED);
        Allocation leaving = ofVersion(cluster, "web", 0).getFirst();
        cluster.ineligible(leaving.nodeId());
        cluster.migrate(leaving);
        cluster.evaluate("web");
        assertThat(cluster.live("web")).hasSize(2);
        assertThat(cluster.live("web")).extracting(Allocation::nodeId).doesNotContain(leaving.nodeId());
    }

    @Test
    void a_failed_deployment_adds_nothing_new() {
        cluster.run(version(0, 2, 1, 0));
        cluster.deploymentStatus("web", DeploymentStatus.FAILED);
        cluster.report(cluster.live("web").getFirst(), ClientStatus.COMPLETE);
        assertQuiet(cluster, "web");
    }

    @Test
    void the_version_after_a_failed_one_is_rolled_out_as_usual() {
        deployed(cluster, version(0, 3, 1, 0));
        cluster.run(version(1, 3, 1, 0));
        cluster.deploymentStatus("web", DeploymentStatus.FAILED);
        deployed(cluster, version(2, 3, 1, 0));
        assertThat(ofVersion(cluster, "web", 2)).hasSize(3);
        assertThat(cluster.deployment("web").status()).isEqualTo(DeploymentStatus.SUCCESSFUL);
    }

    @Test
    void a_failure_within_a_running_deployment_is_rescheduled_and_counts_again() {
        cluster.run(version(0, 1, 1, 0));
        Allocation failed = cluster.only("web");
        cluster.healthy(failed, false);
        cluster.report(cluster.allocation(failed.id()), ClientStatus.FAILED);
        cluster.advance(Duration.ofMinutes(1));
        cluster.evaluate("web");
        Allocation again = cluster.only("web");
        assertThat(again.previousAllocation()).isEqualTo(failed.id());
        assertThat(again.deploymentId()).isEqualTo(cluster.deployment("web").id());
        cluster.settle("web");
        assertThat(cluster.deployment("web").status()).isEqualTo(DeploymentStatus.SUCCESSFUL);
    }

    @Test
    void a_roll_out_goes_on_after_its_failure_was_rescheduled() {
        deployed(cluster, version(0, 3, 1, 0));
        cluster.run(version(1, 3, 1, 0));
        Allocation failed = ofVersion(cluster, "web", 1).getFirst();
        cluster.healthy(failed, false);
        cluster.report(cluster.allocation(failed.id()), ClientStatus.FAILED);
        cluster.advance(Duration.ofMinutes(1));
        cluster.settle("web");
        assertThat(ofVersion(cluster, "web", 1)).hasSize(3);
        assertThat(cluster.deployment("web").status()).isEqualTo(DeploymentStatus.SUCCESSFUL);
    }

    @Test
    void a_replacement_that_finds_no_room_waits_with_the_old_one_running() {
        Cluster small = new Cluster().node("n1");
        small.run(service("web", 2, g -> JobFiles.asking(1900, 100).apply(g).update(update(1, 0))));
        small.settle("web");
        Outcome.Planned planned = small.run(
                service("web", 2, g -> JobFiles.asking(3900, 100).apply(g).update(update(1, 0))));
        assertThat(small.live("web")).hasSize(2);
        assertThat(planned.blocked()).isPresent();
        assertThat(planned.queued()).containsEntry("g", 1);
    }

    @Test
    void a_canary_that_finds_no_room_is_waited_for() {
        Cluster small = new Cluster().node("n1");
        small.run(service("web", 1, g -> JobFiles.asking(3000, 100).apply(g).update(update(1, 1))));
        small.settle("web");
        Outcome.Planned planned = small.run(
                service("web", 1, g -> JobFiles.asking(3000, 200).apply(g).update(update(1, 1))));
        assertThat(planned.blocked()).isPresent();
        assertThat(small.live("web")).hasSize(1);
        small.node("n2");
        small.evaluate("web");
        assertThat(small.live("web")).hasSize(2);
    }

    @Test
    void an_update_joins_what_was_lost_to_the_new_version() {
        deployed(cluster, version(0, 3, 3, 0));
        Allocation lost = cluster.live("web").getFirst();
        cluster.nodeStatus(lost.nodeId(), NodeStatus.DOWN);
        cluster.run(version(1, 3, 3, 0));
        assertThat(ofVersion(cluster, "web", 1)).hasSize(3);
    }

    @Test
    void what_is_placed_anew_takes_room_in_the_roll_out() {
        deployed(cluster, version(0, 4, 2, 0));
        cluster.report(cluster.named("web", "web.g[3]"), ClientStatus.COMPLETE);
        Outcome.Planned planned = cluster.run(version(1, 4, 2, 0));
        assertThat(cluster.desired(planned, "g").place()).isEqualTo(1);
        assertThat(cluster.desired(planned, "g").destructiveUpdate()).isEqualTo(1);
    }

    @Test
    void batch_work_has_no_deployment_however_it_is_updated() {
        cluster.run(job("sums", "batch", group(2, g -> g.update(update(1, 1)))));
        assertThat(cluster.latestDeployment("sums")).isEmpty();
        assertThat(cluster.live("sums")).hasSize(2);
    }

    @Test
    void work_that_must_not_be_replaced_when_it_leaves_is_over() {
        cluster.run(JobFiles.batch("sums", 2));
        Allocation leaving = cluster.named("sums", "sums.g[0]");
        cluster.transition(leaving, new DesiredTransition(true, null, null, null, true));
        cluster.evaluate("sums");
        assertThat(cluster.names("sums")).containsExactly("sums.g[1]");
        cluster.report(cluster.allocation(leaving.id()), ClientStatus.COMPLETE);
        assertThat(cluster.plan("sums").plan().isEmpty()).isTrue();
    }

    @Test
    void what_is_stopped_to_be_rescheduled_goes_elsewhere() {
        cluster.run(service("web", 1));
        Allocation leaving = cluster.only("web");
        cluster.transition(leaving, new DesiredTransition(true, true, null, null, null));
        cluster.evaluate("web");
        assertThat(cluster.only("web").nodeId()).isNotEqualTo(leaving.nodeId());
    }

    @Test
    void numbers_of_a_plan_add_up_to_what_there_is() {
        deployed(cluster, version(0, 4, 1, 0));
        Outcome.Planned planned = cluster.plan("web");
        assertThat(cluster.desired(planned, "g").ignore()).isEqualTo(4);
        planned = cluster.run(version(1, 3, 2, 0));
        assertThat(cluster.desired(planned, "g"))
                .satisfies(d -> assertThat(d.stop()).isEqualTo(1))
                .satisfies(d -> assertThat(d.destructiveUpdate()).isEqualTo(2))
                .satisfies(d -> assertThat(d.ignore()).isEqualTo(1));
    }

    @Test
    void a_full_node_of_a_system_job_is_waited_for_by_itself() {
        full("n2");
        full("n4");
        Outcome.Planned planned = cluster.run(JobFiles.system("agent"));
        assertThat(planned.blocked().orElseThrow().nodeId()).isEqualTo("n2");
        assertThat(planned.blockedOnNodes()).singleElement().satisfies(blocked -> {
            assertThat(blocked.nodeId()).isEqualTo("n4");
            assertThat(blocked.triggeredBy()).isEqualTo("queued-allocs");
        });
        assertThat(planned.queued()).isEqualTo(Map.of("g", 2));
    }

    @Test
    void a_node_that_is_waited_for_is_not_waited_for_twice() {
        full("n2");
        cluster.keep(cluster.run(JobFiles.system("agent")).blocked().orElseThrow());
        cluster.node("n6");
        full("n6");
        Outcome.Planned planned = cluster.evaluate("agent");
        assertThat(planned.blocked().orElseThrow().nodeId()).isEqualTo("n6");
        assertThat(planned.blockedOnNodes()).isEmpty();
    }

    @Test
    void who_waited_for_a_node_goes_on_waiting_as_itself() {
        full("n2");
        var waiting = cluster.run(JobFiles.system("agent")).blocked().orElseThrow();
        cluster.keep(waiting);
        Outcome.Planned again =
                cluster.plan(cluster.state().evaluation(waiting.id()).orElseThrow());
        assertThat(again.blocked().orElseThrow().id()).isEqualTo(waiting.id());
        assertThat(again.blockedOnNodes()).isEmpty();
    }

    /** Leaves less than 500 MHz on a node. */
    private void full(String node) {
        cluster.run(service(
                "load-" + node,
                1,
                g -> JobFiles.asking(3600, 10)
                        .apply(g)
                        .constraints(List.of(JobFiles.constraint("${node.unique.id}", "=", node)))));
    }
}
