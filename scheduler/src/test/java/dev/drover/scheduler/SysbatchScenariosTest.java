package dev.drover.scheduler;

import static dev.drover.scheduler.JobFiles.sysbatch;
import static dev.drover.scheduler.JobFiles.with;
import static dev.drover.scheduler.RolloutKit.assertQuiet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.DesiredTransition;
import dev.drover.model.job.Job;
import dev.drover.model.node.NodeStatus;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Work that is to be done once on every node. */
final class SysbatchScenariosTest {
    private final Cluster cluster = new Cluster();

    @BeforeEach
    void threeNodes() {
        cluster.nodes(3);
    }

    private Allocation on(String node) {
        return cluster.live("patch").stream()
                .filter(allocation -> allocation.nodeId().equals(node))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void what_is_done_on_a_node_is_not_done_there_again() {
        cluster.run(sysbatch("patch"));
        cluster.report(on("n1"), ClientStatus.COMPLETE);
        assertQuiet(cluster, "patch");
        cluster.report(on("n2"), ClientStatus.COMPLETE);
        cluster.report(on("n3"), ClientStatus.COMPLETE);
        assertQuiet(cluster, "patch");
    }

    @Test
    void what_failed_is_not_tried_again() {
        cluster.run(sysbatch("patch"));
        cluster.report(on("n1"), ClientStatus.FAILED);
        assertQuiet(cluster, "patch");
        assertThat(cluster.all("patch")).hasSize(3);
    }

    @Test
    void what_is_done_stays_done_when_its_node_goes_down_and_comes_back() {
        cluster.run(sysbatch("patch"));
        cluster.report(on("n1"), ClientStatus.COMPLETE);
        cluster.nodeStatus("n1", NodeStatus.DOWN);
        assertQuiet(cluster, "patch");
        cluster.nodeStatus("n1", NodeStatus.READY);
        assertQuiet(cluster, "patch");
    }

    @Test
    void what_was_under_way_on_a_node_that_went_down_is_lost_and_moves_nowhere() {
        cluster.run(sysbatch("patch"));
        Allocation lost = on("n1");
        cluster.nodeStatus("n1", NodeStatus.DOWN);
        cluster.evaluate("patch");
        assertThat(cluster.allocation(lost.id()).clientStatus()).isEqualTo(ClientStatus.LOST);
        assertThat(cluster.nodesOf("patch")).containsExactly("n2", "n3");
    }

    @Test
    void a_node_that_joins_later_does_the_work_too() {
        cluster.run(sysbatch("patch"));
        cluster.reportAll("patch", ClientStatus.COMPLETE);
        cluster.node("n4");
        cluster.evaluate("patch");
        assertThat(cluster.live("patch")).extracting(Allocation::nodeId).containsExactly("n4");
    }

    @Test
    void a_node_that_takes_no_new_work_is_left_out_until_it_does() {
        cluster.ineligible("n3");
        cluster.run(sysbatch("patch"));
        assertThat(cluster.nodesOf("patch")).containsExactly("n1", "n2");
        cluster.eligible("n3");
        cluster.evaluate("patch");
        assertThat(cluster.nodesOf("patch")).containsExactly("n1", "n2", "n3");
    }

    @Test
    void the_same_job_registered_again_does_nothing() {
        cluster.run(sysbatch("patch"));
        cluster.reportAll("patch", ClientStatus.COMPLETE);
        cluster.run(sysbatch("patch"));
        assertThat(cluster.all("patch")).hasSize(3);
    }

    @Test
    void a_new_version_replaces_what_is_under_way_and_does_again_what_was_done() {
        cluster.run(sysbatch("patch"));
        cluster.report(on("n1"), ClientStatus.COMPLETE);
        Job next = with(
                sysbatch("patch"),
                j -> j.taskGroups(List.of(JobFiles.group(
                        1, g -> JobFiles.command("/bin/other").apply(g).reschedulePolicy(null)))));
        cluster.run(next);
        assertThat(RolloutKit.ofVersion(cluster, "patch", 1))
                .extracting(Allocation::nodeId)
                .containsExactlyInAnyOrder("n1", "n2", "n3");
    }

    @Test
    void a_stopped_job_ends_what_is_under_way_and_keeps_what_is_done() {
        cluster.run(sysbatch("patch"));
        Allocation done = on("n1");
        cluster.report(done, ClientStatus.COMPLETE);
        cluster.stopJob("patch");
        Outcome.Planned planned = cluster.evaluate("patch");
        assertThat(planned.plan().stops()).hasSize(2);
        assertThat(cluster.allocation(done.id()).clientStatus()).isEqualTo(ClientStatus.COMPLETE);
        assertThat(cluster.live("patch")).isEmpty();
    }

    @Test
    void work_that_has_to_leave_a_draining_node_is_not_begun_elsewhere() {
        cluster.run(sysbatch("patch"));
        cluster.ineligible("n1");
        cluster.transition(on("n1"), new DesiredTransition(true, null, null, null, null));
        cluster.evaluate("patch");
        assertThat(cluster.nodesOf("patch")).containsExactly("n2", "n3");
        assertQuiet(cluster, "patch");
    }

    @Test
    void a_full_node_is_waited_for_by_itself() {
        cluster.run(JobFiles.service("big", 1, JobFiles.asking(3_900, 100)));
        String full = cluster.only("big").nodeId();
        Outcome.Planned planned = cluster.run(with(
                sysbatch("patch"),
                j -> j.taskGroups(List.of(JobFiles.group(
                        1, g -> JobFiles.asking(500, 100).apply(g).reschedulePolicy(null))))));
        assertThat(cluster.live("patch")).hasSize(2);
        assertThat(planned.blocked().orElseThrow().nodeId()).isEqualTo(full);
        assertThat(planned.queued()).containsEntry("g", 1);
    }

    @Test
    void work_that_was_told_to_stop_and_ended_well_is_done() {
        cluster.run(sysbatch("patch"));
        Allocation first = on("n1");
        cluster.stopJob("patch");
        cluster.evaluate("patch");
        cluster.report(first, ClientStatus.COMPLETE);
        assertThat(cluster.plan("patch").plan().isEmpty()).isTrue();
    }
}
