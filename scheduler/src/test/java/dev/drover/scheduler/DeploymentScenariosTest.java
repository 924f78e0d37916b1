package dev.drover.scheduler;

import static dev.drover.scheduler.JobFiles.service;
import static dev.drover.scheduler.RolloutKit.deployed;
import static dev.drover.scheduler.RolloutKit.ofVersion;
import static dev.drover.scheduler.RolloutKit.progress;
import static dev.drover.scheduler.RolloutKit.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.deployment.Deployment;
import dev.drover.model.deployment.DeploymentStatus;
import dev.drover.model.job.Job;
import dev.drover.model.node.NodeStatus;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DeploymentScenariosTest {
    private final Cluster cluster = new Cluster();

    @BeforeEach
    void fourNodes() {
        cluster.nodes(4);
    }

    @Test
    void the_first_version_is_placed_whole_and_deployed() {
        cluster.run(version(0, 3, 1, 0));
        assertThat(cluster.live("web")).hasSize(3);
        Deployment deployment = cluster.deployment("web");
        assertThat(deployment.status()).isEqualTo(DeploymentStatus.RUNNING);
        assertThat(deployment.statusDescription()).isEqualTo("Deployment is running");
        assertThat(progress(cluster, "web").desiredTotal()).isEqualTo(3);
        assertThat(progress(cluster, "web").placedAllocs()).isEqualTo(3);
        assertThat(progress(cluster, "web").requireProgressBy())
                .isEqualTo(cluster.now().plus(Duration.ofMinutes(10)));
        assertThat(cluster.live("web")).extracting(Allocation::deploymentId).containsOnly(deployment.id());
    }

    @Test
    void a_job_without_update_block_has_no_deployment() {
        cluster.run(service("web", 2));
        assertThat(cluster.latestDeployment("web")).isEmpty();
    }

    @Test
    void max_parallel_of_zero_replaces_all_at_once_without_deployment() {
        cluster.run(version(0, 3, 0, 0));
        cluster.run(version(1, 3, 0, 0));
        assertThat(ofVersion(cluster, "web", 1)).hasSize(3);
        assertThat(cluster.latestDeployment("web")).isEmpty();
    }

    @Test
    void a_deployment_succeeds_when_all_are_healthy() {
        cluster.run(version(0, 2, 1, 0));
        cluster.healthy(cluster.named("web", "web.g[0]"), true);
        cluster.evaluate("web");
        assertThat(cluster.deployment("web").status()).isEqualTo(DeploymentStatus.RUNNING);
        cluster.healthy(cluster.named("web", "web.g[1]"), true);
        cluster.evaluate("web");
        assertThat(cluster.deployment("web").status()).isEqualTo(DeploymentStatus.SUCCESSFUL);
        assertThat(cluster.plan("web").plan().isEmpty()).isTrue();
    }

    @Test
    void only_max_parallel_allocations_are_replaced_at_a_time() {
        deployed(cluster, version(0, 4, 2, 0));
        Outcome.Planned planned = cluster.run(version(1, 4, 2, 0));
        assertThat(ofVersion(cluster, "web", 1)).hasSize(2);
        assertThat(cluster.desired(planned, "g").destructiveUpdate()).isEqualTo(2);
        assertThat(cluster.desired(planned, "g").ignore()).isEqualTo(2);
        assertThat(cluster.evaluate("web").plan().isEmpty())
                .as("nobody is healthy yet")
                .isTrue();
        cluster.healthy(ofVersion(cluster, "web", 1).getFirst(), true);
        cluster.evaluate("web");
        assertThat(ofVersion(cluster, "web", 1)).hasSize(3);
    }

    @Test
    void a_rolling_update_ends_with_the_new_version_everywhere() {
        deployed(cluster, version(0, 4, 1, 0));
        deployed(cluster, version(1, 4, 1, 0));
        assertThat(ofVersion(cluster, "web", 1)).hasSize(4);
        assertThat(cluster.deployment("web").status()).isEqualTo(DeploymentStatus.SUCCESSFUL);
        assertThat(cluster.deployment("web").jobVersion()).isEqualTo(1);
    }

    @Test
    void an_unhealthy_allocation_halts_the_roll_out() {
        deployed(cluster, version(0, 4, 2, 0));
        cluster.run(version(1, 4, 2, 0));
        cluster.healthy(ofVersion(cluster, "web", 1).getFirst(), false);
        cluster.healthy(ofVersion(cluster, "web", 1).getLast(), true);
        assertThat(cluster.evaluate("web").plan().isEmpty()).isTrue();
        assertThat(ofVersion(cluster, "web", 1)).hasSize(2);
    }

    @Test
    void a_paused_or_failed_deployment_replaces_nothing() {
        deployed(cluster, version(0, 3, 1, 0));
        cluster.run(version(1, 3, 1, 0));
        cluster.allHealthy("web");
        cluster.deploymentStatus("web", DeploymentStatus.PAUSED);
        assertThat(cluster.plan("web").plan().isEmpty()).isTrue();
        cluster.deploymentStatus("web", DeploymentStatus.FAILED);
        assertThat(cluster.plan("web").plan().isEmpty()).isTrue();
        assertThat(ofVersion(cluster, "web", 1)).hasSize(1);
    }

    @Test
    void a_newer_version_cancels_the_deployment_of_the_older() {
        cluster.run(version(0, 2, 1, 0));
        String first = cluster.deployment("web").id();
        cluster.run(version(1, 2, 1, 0));
        Deployment cancelled = cluster.state().deployment(first).orElseThrow();
        assertThat(cancelled.status()).isEqualTo(DeploymentStatus.CANCELLED);
        assertThat(cancelled.statusDescription()).isEqualTo("Cancelled due to newer version of job");
        assertThat(cluster.deployment("web").jobVersion()).isEqualTo(1);
    }

    @Test
    void stopping_the_job_cancels_its_deployment() {
        cluster.run(version(0, 2, 1, 0));
        cluster.stopJob("web");
        cluster.evaluate("web");
        assertThat(cluster.deployment("web").status()).isEqualTo(DeploymentStatus.CANCELLED);
        assertThat(cluster.deployment("web").statusDescription()).isEqualTo("Cancelled because job is stopped");
    }

    @Test
    void canaries_run_beside_the_old_version() {
        deployed(cluster, version(0, 3, 1, 0));
        Outcome.Planned planned = cluster.run(version(1, 3, 1, 2));
        assertThat(ofVersion(cluster, "web", 0)).hasSize(3);
        assertThat(ofVersion(cluster, "web", 1)).hasSize(2);
        assertThat(ofVersion(cluster, "web", 1)).extracting(Allocation::name).containsExactly("web.g[0]", "web.g[1]");
        assertThat(ofVersion(cluster, "web", 1))
                .allMatch(a -> Objects.requireNonNull(a.deploymentStatus()).canary());
        assertThat(cluster.desired(planned, "g").canary()).isEqualTo(2);
        assertThat(progress(cluster, "web").desiredCanaries()).isEqualTo(2);
        assertThat(progress(cluster, "web").placedCanaries())
                .containsExactlyInAnyOrderElementsOf(cluster.idsOf(ofVersion(cluster, "web", 1)));
        assertThat(cluster.deployment("web").statusDescription())
                .isEqualTo("Deployment is running but requires manual promotion");
    }

    @Test
    void nothing_else_happens_until_canaries_are_promoted() {
        deployed(cluster, version(0, 3, 1, 0));
        cluster.run(version(1, 3, 1, 1));
        cluster.allHealthy("web");
        assertThat(cluster.evaluate("web").plan().isEmpty()).isTrue();
        assertThat(ofVersion(cluster, "web", 1)).hasSize(1);
    }

    @Test
    void promoted_canaries_take_over_their_names_and_the_rest_follows() {
        deployed(cluster, version(0, 3, 1, 0));
        cluster.run(version(1, 3, 1, 1));
        Allocation canary = ofVersion(cluster, "web", 1).getFirst();
        cluster.allHealthy("web");
        cluster.promote("web");
        cluster.evaluate("web");
        assertThat(cluster.allocation(canary.id()).desiredStatus().wireName()).isEqualTo("run");
        cluster.allHealthy("web");
        cluster.settle("web");
        assertThat(ofVersion(cluster, "web", 1)).hasSize(3);
        assertThat(ofVersion(cluster, "web", 0)).isEmpty();
        assertThat(cluster.names("web")).containsExactly("web.g[0]", "web.g[1]", "web.g[2]");
        assertThat(cluster.live("web")).extracting(Allocation::id).contains(canary.id());
        assertThat(cluster.deployment("web").status()).isEqualTo(DeploymentStatus.SUCCESSFUL);
    }

    @Test
    void canaries_of_a_failed_deployment_are_stopped() {
        deployed(cluster, version(0, 3, 1, 0));
        cluster.run(version(1, 3, 1, 1));
        cluster.deploymentStatus("web", DeploymentStatus.FAILED);
        cluster.evaluate("web");
        assertThat(ofVersion(cluster, "web", 1)).isEmpty();
        assertThat(ofVersion(cluster, "web", 0)).hasSize(3);
        assertThat(cluster.plan("web").plan().isEmpty()).isTrue();
    }

    @Test
    void canaries_of_an_abandoned_version_are_replaced_by_those_of_the_next() {
        deployed(cluster, version(0, 3, 1, 0));
        cluster.run(version(1, 3, 1, 1));
        cluster.run(version(2, 3, 1, 1));
        assertThat(ofVersion(cluster, "web", 0)).hasSize(3);
        assertThat(ofVersion(cluster, "web", 1)).isEmpty();
        assertThat(ofVersion(cluster, "web", 2)).hasSize(1);
    }

    @Test
    void a_lost_allocation_stays_on_its_version_while_canaries_are_tried() {
        deployed(cluster, version(0, 3, 1, 0));
        cluster.run(version(1, 3, 1, 1));
        Allocation lost = ofVersion(cluster, "web", 0).stream()
                .filter(a -> ofVersion(cluster, "web", 1).stream()
                        .noneMatch(c -> c.nodeId().equals(a.nodeId())))
                .findFirst()
                .orElseThrow();
        cluster.nodeStatus(lost.nodeId(), NodeStatus.DOWN);
        cluster.evaluate("web");
        assertThat(ofVersion(cluster, "web", 0)).hasSize(3);
        assertThat(ofVersion(cluster, "web", 1)).hasSize(1);
        assertThat(cluster.plan("web").plan().isEmpty()).isTrue();
    }

    @Test
    void an_update_in_place_is_deployed_too() {
        deployed(cluster, version(0, 2, 1, 0));
        Job changed = JobFiles.with(version(0, 2, 1, 0), j -> j.priority(60));
        cluster.run(changed);
        assertThat(cluster.deployment("web").jobVersion()).isEqualTo(1);
        assertThat(cluster.live("web"))
                .extracting(Allocation::deploymentId)
                .containsOnly(cluster.deployment("web").id());
        cluster.settle("web");
        assertThat(cluster.deployment("web").status()).isEqualTo(DeploymentStatus.SUCCESSFUL);
    }

    @Test
    void a_replacement_after_the_deployment_starts_no_new_one() {
        deployed(cluster, version(0, 2, 1, 0));
        String id = cluster.deployment("web").id();
        cluster.nodeStatus(cluster.live("web").getFirst().nodeId(), NodeStatus.DOWN);
        cluster.evaluate("web");
        assertThat(cluster.live("web")).hasSize(2);
        assertThat(cluster.deployment("web").id()).isEqualTo(id);
    }
}
