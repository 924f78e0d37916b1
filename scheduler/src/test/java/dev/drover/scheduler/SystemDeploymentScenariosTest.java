package dev.drover.scheduler;

import static dev.drover.scheduler.JobFiles.command;
import static dev.drover.scheduler.JobFiles.group;
import static dev.drover.scheduler.JobFiles.job;
import static dev.drover.scheduler.JobFiles.update;
import static dev.drover.scheduler.RolloutKit.deployed;
import static dev.drover.scheduler.RolloutKit.ofVersion;
import static dev.drover.scheduler.RolloutKit.progress;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.deployment.Deployment;
import dev.drover.model.deployment.DeploymentStatus;
import dev.drover.model.job.Job;
import dev.drover.model.node.NodeStatus;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** System jobs that are rolled out node by node, on ten nodes. */
final class SystemDeploymentScenariosTest {
    private final Cluster cluster = new Cluster();

    @BeforeEach
    void tenNodes() {
        cluster.nodes(10);
    }

    private static Job version(int number, int maxParallel, int canaryPercent) {
        return job(
                "agent",
                "system",
                group(
                        1,
                        g -> command("/bin/v" + number)
                                .apply(g)
                                .update(update(maxParallel, canaryPercent))
                                .reschedulePolicy(null)));
    }

    @Test
    void the_first_version_goes_to_all_nodes_at_once() {
        cluster.run(version(0, 2, 0));
        assertThat(cluster.live("agent")).hasSize(10);
        assertThat(progress(cluster, "agent").desiredTotal()).isEqualTo(10);
        assertThat(progress(cluster, "agent").placedAllocs()).isEqualTo(10);
        assertThat(cluster.live("agent"))
                .extracting(Allocation::deploymentId)
                .containsOnly(cluster.deployment("agent").id());
    }

    @Test
    void its_deployment_succeeds_when_every_node_is_healthy() {
        cluster.run(version(0, 2, 0));
        cluster.live("agent").stream().skip(1).forEach(a -> cluster.healthy(a, true));
        cluster.evaluate("agent");
        assertThat(cluster.deployment("agent").status()).isEqualTo(DeploymentStatus.RUNNING);
        cluster.allHealthy("agent");
        cluster.evaluate("agent");
        assertThat(cluster.deployment("agent").status()).isEqualTo(DeploymentStatus.SUCCESSFUL);
        assertThat(cluster.job("agent").stable()).isTrue();
    }

    @Test
    void without_update_block_there_is_no_deployment() {
        cluster.run(JobFiles.system("agent"));
        assertThat(cluster.latestDeployment("agent")).isEmpty();
    }

    @Test
    void max_parallel_of_zero_replaces_all_at_once() {
        cluster.run(version(0, 0, 0));
        cluster.run(version(1, 0, 0));
        assertThat(ofVersion(cluster, "agent", 1)).hasSize(10);
        assertThat(cluster.latestDeployment("agent")).isEmpty();
    }

    @Test
    void only_max_parallel_nodes_change_at_a_time() {
        deployed(cluster, version(0, 3, 0));
        Outcome.Planned planned = cluster.run(version(1, 3, 0));
        assertThat(ofVersion(cluster, "agent", 1)).hasSize(3);
        assertThat(planned.followUps()).as("health decides, not time").isEmpty();
        assertThat(cluster.desired(planned, "g").destructiveUpdate()).isEqualTo(3);
        assertThat(cluster.desired(planned, "g").ignore()).isEqualTo(7);
        assertThat(cluster.plan("agent").plan().isEmpty()).isTrue();
        cluster.healthy(ofVersion(cluster, "agent", 1).getFirst(), true);
        cluster.evaluate("agent");
        assertThat(ofVersion(cluster, "agent", 1)).hasSize(4);
    }

    @Test
    void a_roll_out_ends_with_the_new_version_everywhere() {
        deployed(cluster, version(0, 3, 0));
        deployed(cluster, version(1, 3, 0));
        assertThat(ofVersion(cluster, "agent", 1)).hasSize(10);
        assertThat(cluster.deployment("agent").status()).isEqualTo(DeploymentStatus.SUCCESSFUL);
    }

    @Test
    void an_unhealthy_node_halts_the_roll_out() {
        deployed(cluster, version(0, 2, 0));
        cluster.run(version(1, 2, 0));
        cluster.healthy(ofVersion(cluster, "agent", 1).getFirst(), false);
        cluster.healthy(ofVersion(cluster, "agent", 1).getLast(), true);
        assertThat(cluster.plan("agent").plan().isEmpty()).isTrue();
    }

    @Test
    void what_failed_is_tried_again_on_its_node_before_the_roll_out_goes_on() {
        deployed(cluster, version(0, 1, 0));
        cluster.run(version(1, 1, 0));
        Allocation failed = ofVersion(cluster, "agent", 1).getFirst();
        cluster.healthy(failed, false);
        cluster.report(cluster.allocation(failed.id()), ClientStatus.FAILED);
        cluster.evaluate("agent");
        assertThat(ofVersion(cluster, "agent", 1))
                .extracting(Allocation::nodeId)
                .containsExactly(failed.nodeId());
        assertThat(cluster.plan("agent").plan().isEmpty()).isTrue();
        cluster.settle("agent");
        assertThat(ofVersion(cluster, "agent", 1)).hasSize(10);
    }

    @Test
    void canaries_are_a_share_of_the_nodes_and_take_their_places() {
        deployed(cluster, version(0, 5, 0));
        Outcome.Planned planned = cluster.run(version(1, 5, 30));
        assertThat(ofVersion(cluster, "agent", 1)).hasSize(3);
        assertThat(ofVersion(cluster, "agent", 1))
                .allMatch(a -> Objects.requireNonNull(a.deploymentStatus()).canary());
        assertThat(cluster.live("agent")).as("one for each node").hasSize(10);
        assertThat(progress(cluster, "agent").desiredCanaries()).isEqualTo(3);
        assertThat(progress(cluster, "agent").placedCanaries()).hasSize(3);
        assertThat(cluster.desired(planned, "g").canary()).isEqualTo(3);
        assertThat(cluster.deployment("agent").statusDescription()).contains("requires manual promotion");
    }

    @Test
    void the_share_is_rounded_up() {
        deployed(cluster, version(0, 5, 0));
        cluster.run(version(1, 5, 11));
        assertThat(ofVersion(cluster, "agent", 1)).hasSize(2);
    }

    @Test
    void max_parallel_caps_the_share() {
        deployed(cluster, version(0, 2, 0));
        cluster.run(version(1, 2, 100));
        assertThat(ofVersion(cluster, "agent", 1)).hasSize(2);
        assertThat(progress(cluster, "agent").desiredCanaries()).isEqualTo(2);
    }

    @Test
    void nothing_else_changes_until_the_canaries_are_promoted() {
        deployed(cluster, version(0, 5, 0));
        cluster.run(version(1, 5, 20));
        cluster.allHealthy("agent");
        assertThat(cluster.plan("agent").plan().isEmpty()).isTrue();
        assertThat(ofVersion(cluster, "agent", 1)).hasSize(2);
    }

    @Test
    void after_promotion_the_other_nodes_follow() {
        deployed(cluster, version(0, 5, 0));
        cluster.run(version(1, 5, 20));
        cluster.allHealthy("agent");
        cluster.promote("agent");
        cluster.evaluate("agent");
        assertThat(ofVersion(cluster, "agent", 1)).hasSize(7);
        cluster.settle("agent");
        assertThat(ofVersion(cluster, "agent", 1)).hasSize(10);
        assertThat(cluster.deployment("agent").status()).isEqualTo(DeploymentStatus.SUCCESSFUL);
    }

    @Test
    void a_failed_deployment_changes_no_further_node() {
        deployed(cluster, version(0, 2, 0));
        cluster.run(version(1, 2, 0));
        cluster.allHealthy("agent");
        cluster.deploymentStatus("agent", DeploymentStatus.FAILED);
        assertThat(cluster.plan("agent").plan().isEmpty()).isTrue();
        assertThat(ofVersion(cluster, "agent", 1)).hasSize(2);
    }

    @Test
    void a_paused_deployment_waits_until_it_goes_on() {
        deployed(cluster, version(0, 2, 0));
        cluster.run(version(1, 2, 0));
        cluster.allHealthy("agent");
        cluster.deploymentStatus("agent", DeploymentStatus.PAUSED);
        assertThat(cluster.plan("agent").plan().isEmpty()).isTrue();
        cluster.deploymentStatus("agent", DeploymentStatus.RUNNING);
        cluster.evaluate("agent");
        assertThat(ofVersion(cluster, "agent", 1)).hasSize(4);
    }

    @Test
    void a_node_that_joins_a_roll_out_belongs_to_it() {
        cluster.run(version(0, 2, 0));
        cluster.node("n11");
        cluster.evaluate("agent");
        assertThat(progress(cluster, "agent").desiredTotal()).isEqualTo(11);
        assertThat(progress(cluster, "agent").placedAllocs()).isEqualTo(11);
        cluster.settle("agent");
        assertThat(cluster.deployment("agent").status()).isEqualTo(DeploymentStatus.SUCCESSFUL);
    }

    @Test
    void a_node_that_leaves_a_roll_out_does_not_hold_it_up() {
        cluster.run(version(0, 2, 0));
        cluster.nodeStatus("n1", NodeStatus.DOWN);
        cluster.evaluate("agent");
        assertThat(progress(cluster, "agent").desiredTotal()).isEqualTo(9);
        cluster.settle("agent");
        assertThat(cluster.deployment("agent").status()).isEqualTo(DeploymentStatus.SUCCESSFUL);
    }

    @Test
    void what_is_counted_meanwhile_survives_a_change_of_the_goal() {
        cluster.run(version(0, 2, 0));
        cluster.node("n11");
        Outcome.Planned planned = cluster.plan("agent");
        cluster.allHealthy("agent");
        cluster.commit(planned.plan());
        assertThat(progress(cluster, "agent").healthyAllocs()).isEqualTo(10);
        assertThat(progress(cluster, "agent").desiredTotal()).isEqualTo(11);
    }

    @Test
    void a_node_that_joins_while_canaries_are_tried_gets_the_proven_version() {
        deployed(cluster, version(0, 5, 0));
        cluster.run(version(1, 5, 20));
        cluster.node("n11");
        cluster.evaluate("agent");
        assertThat(ofVersion(cluster, "agent", 0)).hasSize(9);
        assertThat(ofVersion(cluster, "agent", 0))
                .extracting(Allocation::nodeId)
                .contains("n11");
        assertThat(cluster.plan("agent").plan().isEmpty()).isTrue();
    }

    @Test
    void what_ends_while_canaries_are_tried_keeps_its_version() {
        deployed(cluster, version(0, 5, 0));
        cluster.run(version(1, 5, 20));
        Allocation old = ofVersion(cluster, "agent", 0).getFirst();
        cluster.report(old, ClientStatus.FAILED);
        cluster.evaluate("agent");
        assertThat(ofVersion(cluster, "agent", 0)).hasSize(8);
        assertThat(ofVersion(cluster, "agent", 1)).hasSize(2);
    }

    @Test
    void a_canary_that_fails_is_tried_again_on_its_node() {
        deployed(cluster, version(0, 5, 0));
        cluster.run(version(1, 5, 10));
        Allocation canary = ofVersion(cluster, "agent", 1).getFirst();
        cluster.report(canary, ClientStatus.FAILED);
        cluster.evaluate("agent");
        assertThat(ofVersion(cluster, "agent", 1)).hasSize(1);
        Allocation again = ofVersion(cluster, "agent", 1).getFirst();
        assertThat(again.nodeId()).isEqualTo(canary.nodeId());
        assertThat(Objects.requireNonNull(again.deploymentStatus()).canary()).isTrue();
    }

    @Test
    void a_newer_version_cancels_the_roll_out_and_starts_its_own() {
        deployed(cluster, version(0, 2, 0));
        cluster.run(version(1, 2, 0));
        String first = cluster.deployment("agent").id();
        cluster.run(version(2, 2, 0));
        assertThat(cluster.state().deployment(first).map(Deployment::status)).contains(DeploymentStatus.CANCELLED);
        assertThat(cluster.deployment("agent").jobVersion()).isEqualTo(2);
        assertThat(ofVersion(cluster, "agent", 2)).hasSize(2);
    }

    @Test
    void stopping_the_job_cancels_the_roll_out() {
        cluster.run(version(0, 2, 0));
        cluster.stopJob("agent");
        cluster.evaluate("agent");
        assertThat(cluster.deployment("agent").status()).isEqualTo(DeploymentStatus.CANCELLED);
        assertThat(cluster.live("agent")).isEmpty();
    }

    @Test
    void a_change_in_place_is_a_roll_out_too() {
        deployed(cluster, version(0, 2, 0));
        cluster.run(JobFiles.with(version(0, 2, 0), j -> j.priority(60)));
        assertThat(cluster.deployment("agent").jobVersion()).isEqualTo(1);
        cluster.settle("agent");
        assertThat(cluster.deployment("agent").status()).isEqualTo(DeploymentStatus.SUCCESSFUL);
    }

    @Test
    void a_version_that_says_the_same_as_an_older_one_is_rolled_out_to_its_end() {
        deployed(cluster, version(0, 2, 0));
        cluster.run(version(1, 2, 0));
        cluster.deploymentStatus("agent", DeploymentStatus.FAILED);
        cluster.run(version(0, 2, 0));
        cluster.settle("agent");
        assertThat(ofVersion(cluster, "agent", 2)).hasSize(10);
        assertThat(cluster.deployment("agent").status()).isEqualTo(DeploymentStatus.SUCCESSFUL);
    }

    @Test
    void a_lost_node_gets_the_new_version_when_it_returns_after_the_roll_out() {
        deployed(cluster, version(0, 5, 0));
        cluster.nodeStatus("n1", NodeStatus.DOWN);
        cluster.evaluate("agent");
        deployed(cluster, version(1, 5, 0));
        cluster.nodeStatus("n1", NodeStatus.READY);
        cluster.evaluate("agent");
        assertThat(ofVersion(cluster, "agent", 1)).hasSize(10);
        assertThat(cluster.plan("agent").plan().isEmpty()).isTrue();
    }

    @Test
    void every_group_is_rolled_out_in_one_deployment() {
        Job two = job(
                "agent",
                "system",
                group(1, g -> g.reschedulePolicy(null).update(update(2, 0))),
                group(1, g -> g.name("h").reschedulePolicy(null).update(update(2, 0))));
        cluster.run(two);
        assertThat(cluster.deployment("agent").taskGroups()).containsOnlyKeys("g", "h");
        cluster.settle("agent");
        assertThat(cluster.deployment("agent").status()).isEqualTo(DeploymentStatus.SUCCESSFUL);
    }
}
