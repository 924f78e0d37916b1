package dev.drover.scheduler;

import static dev.drover.scheduler.JobFiles.batch;
import static dev.drover.scheduler.JobFiles.service;
import static dev.drover.scheduler.JobFiles.sysbatch;
import static dev.drover.scheduler.JobFiles.system;
import static dev.drover.scheduler.RolloutKit.assertQuiet;
import static dev.drover.scheduler.RolloutKit.deployed;
import static dev.drover.scheduler.RolloutKit.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.DesiredStatus;
import dev.drover.model.deployment.DeploymentStatus;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.job.DisconnectStrategy;
import dev.drover.model.job.EphemeralDisk;
import dev.drover.model.node.NodeStatus;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes that go down, are taken out, or come back. */
final class LostNodesScenariosTest {
    private final Cluster cluster = new Cluster();

    private void down(String... nodes) {
        for (String node : nodes) {
            cluster.nodeStatus(node, NodeStatus.DOWN);
        }
    }

    @Test
    void several_nodes_lost_at_once_are_made_up_for_in_one_plan() {
        cluster.nodes(5);
        cluster.run(service("web", 10));
        down("n1", "n2", "n3");
        Outcome.Planned planned = cluster.evaluate("web");
        assertThat(cluster.names("web")).hasSize(10);
        assertThat(cluster.nodesOf("web")).isSubsetOf("n4", "n5");
        assertThat(cluster.desired(planned, "g").place())
                .isEqualTo(cluster.desired(planned, "g").stop());
    }

    @Test
    void what_was_lost_says_so_and_names_its_successor() {
        cluster.node("n1");
        cluster.run(service("web", 1));
        Allocation lost = cluster.only("web");
        cluster.node("n2");
        down("n1");
        cluster.evaluate("web");
        Allocation after = cluster.allocation(lost.id());
        assertThat(after.clientStatus()).isEqualTo(ClientStatus.LOST);
        assertThat(after.desiredStatus()).isEqualTo(DesiredStatus.STOP);
        assertThat(after.desiredDescription()).isEqualTo("alloc is lost since its node is down");
        assertThat(after.nextAllocation()).isEqualTo(cluster.only("web").id());
    }

    @Test
    void a_loss_is_no_reschedule_and_uses_up_no_attempt() {
        cluster.node("n1");
        cluster.run(batch("sums", 1));
        for (int i = 2; i <= 4; i++) {
            cluster.node("n" + i);
            down(cluster.only("sums").nodeId());
            cluster.evaluate("sums");
            assertThat(cluster.only("sums").nodeId()).isEqualTo("n" + i);
            assertThat(cluster.only("sums").rescheduleTracker()).isNull();
        }
    }

    @Test
    void a_loss_remembers_the_failures_before_it() {
        cluster.nodes(2);
        cluster.run(service("web", 1));
        cluster.report(cluster.only("web"), ClientStatus.FAILED);
        cluster.advance(Duration.ofMinutes(1));
        cluster.evaluate("web");
        var before = cluster.only("web").rescheduleTracker();
        assertThat(before).isNotNull();
        cluster.node("n3");
        down(cluster.only("web").nodeId());
        cluster.evaluate("web");
        assertThat(cluster.only("web").rescheduleTracker()).isEqualTo(before);
    }

    @Test
    void with_no_node_left_all_wait_until_one_comes() {
        cluster.nodes(2);
        cluster.run(service("web", 3));
        down("n1", "n2");
        Outcome.Planned planned = cluster.evaluate("web");
        assertThat(cluster.live("web")).isEmpty();
        assertThat(planned.queued()).containsEntry("g", 3);
        Evaluation waiting = planned.blocked().orElseThrow();
        cluster.nodeStatus("n1", NodeStatus.READY);
        cluster.evaluate(waiting);
        assertThat(cluster.names("web")).containsExactly("web.g[0]", "web.g[1]", "web.g[2]");
    }

    @Test
    void a_node_that_comes_back_does_not_get_back_what_it_lost() {
        cluster.node("n1");
        cluster.run(service("web", 2));
        List<Allocation> lost = cluster.live("web");
        cluster.node("n2");
        down("n1");
        cluster.evaluate("web");
        cluster.nodeStatus("n1", NodeStatus.READY);
        assertQuiet(cluster, "web");
        assertThat(lost).allMatch(a -> cluster.allocation(a.id()).desiredStatus() == DesiredStatus.STOP);
    }

    @Test
    void a_node_that_was_taken_out_is_as_good_as_down() {
        cluster.node("n1");
        cluster.run(service("web", 2));
        cluster.node("n2");
        cluster.removeNode("n1");
        cluster.evaluate("web");
        assertThat(cluster.nodesOf("web")).containsExactly("n2");
        assertThat(cluster.names("web")).hasSize(2);
    }

    @Test
    void a_system_job_covers_a_node_again_when_it_is_back() {
        cluster.nodes(3);
        cluster.run(system("agent"));
        down("n2");
        cluster.evaluate("agent");
        assertThat(cluster.nodesOf("agent")).containsExactly("n1", "n3");
        cluster.nodeStatus("n2", NodeStatus.READY);
        cluster.evaluate("agent");
        assertThat(cluster.nodesOf("agent")).containsExactly("n1", "n2", "n3");
    }

    @ParameterizedTest
    @CsvSource({"COMPLETE, 2", "FAILED, 2", "RUNNING, 3"})
    void a_sysbatch_job_runs_again_on_a_node_that_is_back_only_if_it_had_not_ended(ClientStatus status, int runs) {
        cluster.nodes(2);
        cluster.run(sysbatch("once"));
        cluster.report(
                cluster.live("once").stream()
                        .filter(a -> a.nodeId().equals("n1"))
                        .findFirst()
                        .orElseThrow(),
                status);
        down("n1");
        cluster.evaluate("once");
        cluster.nodeStatus("n1", NodeStatus.READY);
        cluster.evaluate("once");
        assertThat(cluster.all("once")).hasSize(runs);
    }

    @Test
    void a_sticky_disk_that_is_lost_is_given_up() {
        cluster.node("n1");
        cluster.run(service("web", 1, g -> g.ephemeralDisk(new EphemeralDisk(true, true, 300))));
        cluster.node("n2");
        down("n1");
        cluster.evaluate("web");
        assertThat(cluster.only("web").nodeId()).isEqualTo("n2");
    }

    @Test
    void a_lost_one_is_replaced_even_when_its_deployment_has_failed() {
        cluster.node("n1");
        deployed(cluster, version(0, 2, 1, 0));
        cluster.run(version(1, 2, 1, 0));
        cluster.deploymentStatus("web", DeploymentStatus.FAILED);
        cluster.node("n2");
        down("n1");
        cluster.evaluate("web");
        assertThat(cluster.names("web")).containsExactly("web.g[0]", "web.g[1]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"service", "batch"})
    void stop_on_client_after_is_waited_out_before_anything_is_replaced(String type) {
        cluster.node("n1");
        cluster.run(JobFiles.job(
                "web",
                type,
                JobFiles.group(2, g -> g.disconnect(new DisconnectStrategy(null, Duration.ofMinutes(2), null, "")))));
        cluster.reportAll("web", ClientStatus.RUNNING);
        cluster.node("n2");
        down("n1");
        Outcome.Planned planned = cluster.evaluate("web");
        assertThat(planned.plan().stops()).isEmpty();
        assertThat(planned.followUps())
                .singleElement()
                .satisfies(later ->
                        assertThat(later.waitUntil()).isEqualTo(cluster.now().plus(Duration.ofMinutes(2))));
        cluster.advance(Duration.ofMinutes(2));
        cluster.evaluate(planned.followUps().getFirst());
        assertThat(cluster.nodesOf("web")).containsExactly("n2");
        assertThat(cluster.names("web")).containsExactly("web.g[0]", "web.g[1]");
    }

    @Test
    void nodes_that_flap_never_leave_two_of_a_name_nor_fewer_than_the_count() {
        Random random = new Random(29);
        for (int history = 0; history < 20; history++) {
            Cluster wide = new Cluster().nodes(6);
            wide.run(service("web", 6));
            for (int step = 0; step < 15; step++) {
                String node = "n" + (1 + random.nextInt(5));
                wide.nodeStatus(
                        node,
                        random.nextBoolean()
                                ? NodeStatus.READY
                                : random.nextBoolean() ? NodeStatus.DOWN : NodeStatus.DISCONNECTED);
                wide.evaluate("web");
                Set<String> names = new HashSet<>(wide.names("web"));
                assertThat(wide.live("web")).hasSize(6).hasSameSizeAs(names);
                assertThat(wide.live("web"))
                        .allMatch(
                                a -> wide.state().node(a.nodeId()).orElseThrow().status() == NodeStatus.READY);
            }
        }
    }
}
