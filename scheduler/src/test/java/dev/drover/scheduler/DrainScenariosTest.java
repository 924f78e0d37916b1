package dev.drover.scheduler;

import static dev.drover.scheduler.JobFiles.batch;
import static dev.drover.scheduler.JobFiles.service;
import static dev.drover.scheduler.JobFiles.system;
import static dev.drover.scheduler.JobFiles.update;
import static dev.drover.scheduler.RolloutKit.assertQuiet;
import static dev.drover.scheduler.RolloutKit.deployed;
import static dev.drover.scheduler.RolloutKit.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.DesiredStatus;
import dev.drover.model.deployment.DeploymentStatus;
import dev.drover.model.job.EphemeralDisk;
import dev.drover.model.node.DrainStrategy;
import dev.drover.model.node.NodeStatus;
import dev.drover.state.command.NodeCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of allocations on nodes that are being emptied; n1 is the one that drains. */
final class DrainScenariosTest {
    private final Cluster cluster = new Cluster();

    @BeforeEach
    void firstNode() {
        cluster.node("n1");
    }

    private void drain(String node) {
        DrainStrategy strategy = new DrainStrategy(Duration.ofHours(1), false, Instant.EPOCH, cluster.now());
        cluster.apply(new NodeCommand.UpdateDrain(node, strategy, Optional.empty(), Optional.empty(), cluster.now()));
    }

    private List<Allocation> on(String node, String job) {
        return cluster.live(job).stream().filter(a -> a.nodeId().equals(node)).toList();
    }

    /** As many as that are told to leave, as the drainer does step by step. */
    private Outcome.Planned leave(String job, int some) {
        on("n1", job).stream().limit(some).forEach(cluster::migrate);
        return cluster.evaluate(job);
    }

    @Test
    void a_drain_alone_moves_nothing_and_takes_nothing_new() {
        cluster.run(service("web", 2));
        cluster.node("n2");
        drain("n1");
        assertQuiet(cluster, "web");
        cluster.run(service("more", 2));
        assertThat(cluster.nodesOf("more")).containsExactly("n2");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void step_by_step_all_move_under_their_names_and_the_count_is_kept(int step) {
        cluster.run(service("web", 5));
        cluster.node("n2").node("n3");
        drain("n1");
        for (int left = 5; left > 0; left -= step) {
            Outcome.Planned planned = leave("web", step);
            assertThat(cluster.desired(planned, "g").migrate()).isEqualTo(Math.min(step, left));
            assertThat(cluster.names("web")).hasSize(5);
            assertThat(on("n1", "web")).hasSize(Math.max(0, left - step));
            assertThat(planned.plan().stops())
                    .allMatch(stop -> stop.description().equals("alloc is being migrated"));
        }
        assertQuiet(cluster, "web");
    }

    @Test
    void what_moved_follows_the_one_whose_place_it_takes() {
        cluster.run(service("web", 1));
        Allocation before = cluster.only("web");
        cluster.node("n2");
        drain("n1");
        leave("web", 1);
        Allocation after = cluster.only("web");
        assertThat(after.previousAllocation()).isEqualTo(before.id());
        assertThat(cluster.allocation(before.id()).nextAllocation()).isEqualTo(after.id());
        assertThat(cluster.allocation(before.id()).desiredStatus()).isEqualTo(DesiredStatus.STOP);
        assertThat(after.rescheduleTracker()).isNull();
    }

    @Test
    void without_another_node_it_leaves_all_the_same_and_waits() {
        cluster.run(service("web", 2));
        drain("n1");
        Outcome.Planned planned = leave("web", 2);
        assertThat(cluster.live("web")).isEmpty();
        assertThat(planned.blocked()).isPresent();
        assertThat(planned.queued()).containsEntry("g", 2);
        cluster.node("n2");
        cluster.evaluate(planned.blocked().orElseThrow());
        assertThat(cluster.names("web")).containsExactly("web.g[0]", "web.g[1]");
    }

    @Test
    void batch_work_moves_when_it_is_told_to_and_finished_work_stays_finished() {
        cluster.run(batch("sums", 3));
        cluster.report(cluster.named("sums", "sums.g[0]"), ClientStatus.COMPLETE);
        cluster.node("n2");
        drain("n1");
        assertQuiet(cluster, "sums");
        leave("sums", 9);
        assertThat(cluster.names("sums")).containsExactly("sums.g[1]", "sums.g[2]");
        assertThat(cluster.nodesOf("sums")).containsExactly("n2");
    }

    @Test
    void a_system_job_leaves_the_node_and_nothing_takes_its_place() {
        cluster.node("n2");
        cluster.run(system("agent"));
        drain("n1");
        assertQuiet(cluster, "agent");
        leave("agent", 1);
        assertThat(cluster.nodesOf("agent")).containsExactly("n2");
        assertQuiet(cluster, "agent");
    }

    @ParameterizedTest
    @CsvSource({"true, 1", "false, 0"})
    void a_system_job_comes_back_only_to_a_node_that_takes_new_work_again(boolean eligible, int back) {
        cluster.node("n2");
        cluster.run(system("agent"));
        drain("n1");
        leave("agent", 1);
        cluster.apply(new NodeCommand.CancelDrain(
                "n1", eligible, Optional.empty(), Optional.empty(), cluster.now(), List.of()));
        cluster.evaluate("agent");
        assertThat(on("n1", "agent")).hasSize(back);
    }

    @Test
    void a_completed_drain_leaves_the_node_without_new_work() {
        cluster.run(service("web", 1));
        cluster.node("n2");
        drain("n1");
        leave("web", 1);
        cluster.apply(new NodeCommand.CompleteDrain("n1", Optional.empty(), cluster.now()));
        cluster.run(service("web", 8));
        assertThat(cluster.nodesOf("web")).containsExactly("n2");
    }

    @Test
    void a_cancelled_drain_lets_new_work_in_again() {
        cluster.node("n2", b -> b.nodeResources(Machines.resources(500, 8000)));
        drain("n1");
        assertThat(cluster.run(service("web", 2)).queued()).containsEntry("g", 1);
        cluster.apply(
                new NodeCommand.CancelDrain("n1", true, Optional.empty(), Optional.empty(), cluster.now(), List.of()));
        cluster.evaluate("web");
        assertThat(cluster.nodesOf("web")).containsExactly("n1", "n2");
    }

    @Test
    void what_was_told_to_leave_and_is_lost_before_is_replaced_once() {
        cluster.run(service("web", 2));
        cluster.node("n2");
        drain("n1");
        on("n1", "web").forEach(cluster::migrate);
        cluster.nodeStatus("n1", NodeStatus.DOWN);
        cluster.evaluate("web");
        assertThat(cluster.names("web")).containsExactly("web.g[0]", "web.g[1]");
        assertThat(cluster.live("web")).hasSize(2);
        assertQuiet(cluster, "web");
    }

    @Test
    void what_failed_on_a_draining_node_is_rescheduled_elsewhere() {
        cluster.run(service("web", 1));
        cluster.report(cluster.only("web"), ClientStatus.FAILED);
        cluster.node("n2");
        drain("n1");
        cluster.advance(Duration.ofMinutes(1));
        cluster.evaluate("web");
        assertThat(cluster.only("web").nodeId()).isEqualTo("n2");
    }

    @Test
    void an_update_replaces_away_from_a_draining_node() {
        cluster.run(service("web", 2));
        cluster.node("n2");
        drain("n1");
        cluster.run(service("web", 2, JobFiles.command("/bin/other")));
        assertThat(cluster.nodesOf("web")).containsExactly("n2");
    }

    @Test
    void a_change_in_place_stays_on_a_draining_node() {
        cluster.run(service("web", 2));
        cluster.node("n2");
        drain("n1");
        cluster.run(JobFiles.with(service("web", 2), j -> j.priority(60)));
        assertThat(cluster.nodesOf("web")).containsExactly("n1");
    }

    @Test
    void a_sticky_disk_does_not_keep_anything_on_a_draining_node() {
        cluster.run(service("web", 1, g -> g.ephemeralDisk(new EphemeralDisk(true, true, 300))));
        cluster.node("n2");
        drain("n1");
        leave("web", 1);
        assertThat(cluster.only("web").nodeId()).isEqualTo("n2");
    }

    @Test
    void a_deployment_waits_until_what_has_to_move_has_moved_and_is_healthy() {
        cluster.run(version(0, 2, 1, 0));
        cluster.node("n2");
        cluster.allHealthy("web");
        drain("n1");
        cluster.migrate(on("n1", "web").getFirst());
        cluster.evaluate("web");
        assertThat(cluster.deployment("web").status()).isEqualTo(DeploymentStatus.RUNNING);
        Allocation moved = on("n2", "web").getFirst();
        assertThat(moved.deploymentId()).isEqualTo(cluster.deployment("web").id());
        cluster.healthy(moved, true);
        cluster.evaluate("web");
        assertThat(cluster.deployment("web").status()).isEqualTo(DeploymentStatus.SUCCESSFUL);
    }

    @Test
    void moves_are_not_slowed_by_a_roll_out() {
        deployed(cluster, version(0, 4, 1, 0));
        cluster.node("n2");
        drain("n1");
        Outcome.Planned planned = leave("web", 4);
        assertThat(cluster.desired(planned, "g").migrate()).isEqualTo(4);
        assertThat(cluster.nodesOf("web")).containsExactly("n2");
    }

    @Test
    void a_lower_count_is_served_by_those_that_leave() {
        cluster.run(service("web", 4, g -> g.update(update(1, 0))));
        cluster.node("n2");
        cluster.settle("web");
        drain("n1");
        on("n1", "web").stream().limit(2).forEach(cluster::migrate);
        Outcome.Planned planned = cluster.run(service("web", 2, g -> g.update(update(1, 0))));
        assertThat(cluster.desired(planned, "g").stop()).isEqualTo(2);
        assertThat(cluster.desired(planned, "g").migrate()).isZero();
        assertThat(cluster.live("web")).hasSize(2);
    }
}
