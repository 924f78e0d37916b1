package dev.drover.scheduler;

import static dev.drover.scheduler.JobFiles.constraint;
import static dev.drover.scheduler.JobFiles.group;
import static dev.drover.scheduler.JobFiles.job;
import static dev.drover.scheduler.JobFiles.service;
import static dev.drover.scheduler.JobFiles.sysbatch;
import static dev.drover.scheduler.JobFiles.system;
import static dev.drover.scheduler.JobFiles.update;
import static dev.drover.scheduler.JobFiles.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.job.Job;
import dev.drover.model.node.NodeStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SystemScenariosTest {
    private final Cluster cluster = new Cluster();

    @BeforeEach
    void threeNodes() {
        cluster.nodes(3);
    }

    private static Job version(int number, int maxParallel) {
        return job(
                "agent",
                "system",
                group(
                        1,
                        g -> JobFiles.command("/bin/v" + number)
                                .apply(g)
                                .update(update(maxParallel, 0))
                                .reschedulePolicy(null)));
    }

    private long ofVersion(long version) {
        return cluster.live("agent").stream()
                .filter(a -> Objects.requireNonNull(a.job()).version() == version)
                .count();
    }

    @Test
    void every_node_gets_one() {
        Outcome.Planned planned = cluster.run(system("agent"));
        assertThat(cluster.nodesOf("agent")).containsExactly("n1", "n2", "n3");
        assertThat(cluster.live("agent")).extracting(Allocation::name).containsOnly("agent.g[0]");
        assertThat(cluster.desired(planned, "g").place()).isEqualTo(3);
        assertThat(cluster.plan("agent").plan().isEmpty()).isTrue();
    }

    @Test
    void a_node_that_joins_gets_one_too() {
        cluster.run(system("agent"));
        cluster.node("n4");
        cluster.evaluate("agent");
        assertThat(cluster.live("agent")).hasSize(4);
    }

    @Test
    void nodes_that_do_not_suit_are_left_out_without_complaint() {
        cluster.node("n4", b -> b.attributes(Map.of("kernel.name", "windows")));
        Outcome.Planned planned = cluster.run(
                with(system("agent"), j -> j.constraints(List.of(constraint("${attr.kernel.name}", "=", "linux")))));
        assertThat(cluster.nodesOf("agent")).containsExactly("n1", "n2", "n3");
        assertThat(planned.failedGroups()).isEmpty();
        assertThat(planned.queued()).containsEntry("g", 0);
    }

    @Test
    void a_full_node_is_a_failure_that_waits_for_room() {
        cluster.run(service(
                "big",
                1,
                g -> JobFiles.asking(3900, 100)
                        .apply(g)
                        .constraints(List.of(constraint("${node.unique.id}", "=", "n2")))));
        Outcome.Planned planned = cluster.run(system("agent"));
        assertThat(cluster.nodesOf("agent")).containsExactly("n1", "n3");
        assertThat(Objects.requireNonNull(planned.failedGroups().get("g")).dimensionExhausted())
                .containsExactly(Map.entry("cpu", 1));
        assertThat(planned.blocked()).isPresent();
        assertThat(planned.queued()).containsEntry("g", 1);
    }

    @Test
    void a_node_that_is_down_loses_its_allocation_and_gets_no_other() {
        cluster.run(system("agent"));
        cluster.nodeStatus("n1", NodeStatus.DOWN);
        cluster.evaluate("agent");
        assertThat(cluster.nodesOf("agent")).containsExactly("n2", "n3");
        assertThat(cluster.all("agent"))
                .filteredOn(a -> a.nodeId().equals("n1"))
                .allMatch(a -> a.clientStatus() == ClientStatus.LOST);
        cluster.nodeStatus("n1", NodeStatus.READY);
        cluster.evaluate("agent");
        assertThat(cluster.live("agent")).hasSize(3);
    }

    @Test
    void an_ineligible_node_keeps_its_allocation_until_the_job_changes() {
        cluster.run(version(0, 0));
        cluster.ineligible("n1");
        assertThat(cluster.plan("agent").plan().isEmpty()).isTrue();
        cluster.run(version(1, 0));
        assertThat(cluster.nodesOf("agent")).containsExactly("n2", "n3");
        assertThat(ofVersion(1)).isEqualTo(2);
    }

    @Test
    void an_allocation_that_must_leave_an_ineligible_node_leaves() {
        cluster.run(system("agent"));
        Allocation leaving = cluster.live("agent").getFirst();
        cluster.ineligible(leaving.nodeId());
        cluster.migrate(leaving);
        cluster.evaluate("agent");
        assertThat(cluster.nodesOf("agent")).hasSize(2).doesNotContain(leaving.nodeId());
    }

    @Test
    void what_nobody_watches_is_updated_from_node_to_node_with_its_stagger() {
        cluster.run(paced("/bin/v0"));
        Outcome.Planned planned = cluster.run(paced("/bin/v1"));
        assertThat(cluster.live("patch"))
                .filteredOn(a -> Objects.requireNonNull(a.job()).version() == 1)
                .hasSize(1);
        assertThat(cluster.latestDeployment("patch")).isEmpty();
        assertThat(planned.followUps()).hasSize(1);
        assertThat(planned.followUps().getFirst().triggeredBy()).isEqualTo("rolling-update");
        assertThat(planned.followUps().getFirst().waitUntil())
                .isEqualTo(cluster.now().plus(Duration.ofSeconds(30)));
        cluster.evaluate(planned.followUps().getFirst());
        cluster.evaluate("patch");
        assertThat(cluster.live("patch"))
                .allMatch(a -> Objects.requireNonNull(a.job()).version() == 1);
    }

    private static Job paced(String command) {
        return job(
                "patch",
                "sysbatch",
                group(
                        1,
                        g -> JobFiles.command(command)
                                .apply(g)
                                .reschedulePolicy(null)
                                .update(JobFiles.update(1, 0))));
    }

    @Test
    void a_failed_one_is_started_again_on_its_node() {
        cluster.run(system("agent"));
        Allocation failed = cluster.live("agent").getFirst();
        cluster.report(failed, ClientStatus.FAILED);
        cluster.evaluate("agent");
        assertThat(cluster.live("agent")).hasSize(3);
        assertThat(cluster.live("agent"))
                .filteredOn(a -> a.nodeId().equals(failed.nodeId()))
                .extracting(Allocation::previousAllocation)
                .containsExactly(failed.id());
    }

    @Test
    void a_group_with_count_zero_runs_nowhere() {
        cluster.run(system("agent"));
        cluster.run(job("agent", "system", group(0, g -> g.reschedulePolicy(null))));
        assertThat(cluster.live("agent")).isEmpty();
    }

    @Test
    void a_stopped_system_job_leaves_every_node() {
        cluster.run(system("agent"));
        cluster.stopJob("agent");
        Outcome.Planned planned = cluster.evaluate("agent");
        assertThat(cluster.live("agent")).isEmpty();
        assertThat(cluster.desired(planned, "g").stop()).isEqualTo(3);
    }

    @Test
    void what_was_told_to_stop_on_a_node_that_went_down_is_lost() {
        cluster.run(system("agent"));
        cluster.stopJob("agent");
        cluster.evaluate("agent");
        cluster.nodeStatus("n1", NodeStatus.DOWN);
        cluster.evaluate("agent");
        assertThat(cluster.all("agent"))
                .filteredOn(allocation -> allocation.clientStatus() == ClientStatus.LOST)
                .extracting(Allocation::nodeId)
                .containsExactly("n1");
        assertThat(cluster.plan("agent").plan().isEmpty()).isTrue();
    }

    @Test
    void a_sysbatch_job_runs_once_on_every_node() {
        cluster.run(sysbatch("patch"));
        List<Allocation> placed = cluster.live("patch");
        assertThat(placed).hasSize(3);
        cluster.report(placed.get(0), ClientStatus.COMPLETE);
        cluster.report(placed.get(1), ClientStatus.FAILED);
        assertThat(cluster.plan("patch").plan().isEmpty()).isTrue();
        cluster.node("n4");
        cluster.evaluate("patch");
        assertThat(cluster.nodesOf("patch")).contains("n4");
        assertThat(cluster.all("patch")).hasSize(4);
    }

    @Test
    void a_new_version_of_a_sysbatch_job_runs_again() {
        cluster.run(sysbatch("patch"));
        cluster.reportAll("patch", ClientStatus.COMPLETE);
        cluster.run(with(sysbatch("patch"), j -> j.priority(70)));
        assertThat(cluster.live("patch")).hasSize(3);
    }

    @Test
    void a_sysbatch_allocation_that_was_lost_runs_again_when_its_node_returns() {
        cluster.run(sysbatch("patch"));
        cluster.nodeStatus("n1", NodeStatus.DOWN);
        cluster.evaluate("patch");
        cluster.nodeStatus("n1", NodeStatus.READY);
        cluster.evaluate("patch");
        assertThat(cluster.nodesOf("patch")).containsExactly("n1", "n2", "n3");
    }
}
