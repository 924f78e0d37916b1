package dev.drover.scheduler;

import static dev.drover.scheduler.JobFiles.batch;
import static dev.drover.scheduler.JobFiles.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.DesiredStatus;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.job.Job;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.node.NodeStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class BatchScenariosTest {
    private final Cluster cluster = new Cluster();

    @BeforeEach
    void threeNodes() {
        cluster.nodes(3);
    }

    @Test
    void work_that_is_done_is_not_done_again() {
        cluster.run(batch("sums", 2));
        cluster.reportAll("sums", ClientStatus.COMPLETE);
        Outcome.Planned planned = cluster.plan("sums");
        assertThat(planned.plan().isEmpty()).isTrue();
        assertThat(cluster.desired(planned, "g").ignore()).isEqualTo(2);
    }

    @Test
    void one_that_is_done_keeps_its_place_while_another_is_lost() {
        cluster.run(batch("sums", 2));
        cluster.report(cluster.named("sums", "sums.g[0]"), ClientStatus.COMPLETE);
        Allocation lost = cluster.only("sums");
        cluster.nodeStatus(lost.nodeId(), NodeStatus.DOWN);
        cluster.evaluate("sums");
        assertThat(cluster.names("sums")).containsExactly("sums.g[1]");
        assertThat(cluster.only("sums").previousAllocation()).isEqualTo(lost.id());
    }

    @Test
    void work_that_was_done_stays_done_when_its_node_goes_down() {
        cluster.run(batch("sums", 1));
        Allocation done = cluster.only("sums");
        cluster.report(done, ClientStatus.COMPLETE);
        cluster.nodeStatus(done.nodeId(), NodeStatus.DOWN);
        assertThat(cluster.plan("sums").plan().isEmpty()).isTrue();
    }

    @Test
    void work_that_was_done_is_done_even_if_it_was_told_to_stop_meanwhile() {
        cluster.run(batch("sums", 1));
        Allocation allocation = cluster.only("sums");
        cluster.migrate(allocation);
        Outcome.Planned migration = cluster.plan("sums");
        cluster.report(allocation, ClientStatus.COMPLETE);
        cluster.commit(migration.plan());
        cluster.reportAll("sums", ClientStatus.COMPLETE);
        assertThat(cluster.plan("sums").plan().placements()).isEmpty();
    }

    @Test
    void a_failure_waits_for_its_delay_and_is_tried_once_more_elsewhere() {
        cluster.run(batch("sums", 1));
        Allocation failed = cluster.only("sums");
        cluster.report(failed, ClientStatus.FAILED);
        Outcome.Planned waiting = cluster.evaluate("sums");
        Evaluation followUp = waiting.followUps().getFirst();
        assertThat(followUp.waitUntil()).isEqualTo(cluster.now().plus(Duration.ofSeconds(5)));
        assertThat(cluster.allocation(failed.id()).followupEvalId()).isEqualTo(followUp.id());
        assertThat(cluster.plan("sums").plan().isEmpty())
                .as("it is waited for already")
                .isTrue();
        cluster.advance(Duration.ofSeconds(5));
        cluster.evaluate(followUp);
        assertThat(cluster.only("sums").previousAllocation()).isEqualTo(failed.id());
        assertThat(cluster.only("sums").nodeId()).isNotEqualTo(failed.nodeId());
    }

    @Test
    void after_its_only_attempt_a_failure_is_final() {
        cluster.run(batch("sums", 1));
        for (int i = 0; i < 2; i++) {
            cluster.report(cluster.only("sums"), ClientStatus.FAILED);
            cluster.evaluate("sums");
            cluster.advance(Duration.ofSeconds(10));
            cluster.evaluate("sums");
        }
        assertThat(cluster.live("sums")).isEmpty();
        assertThat(cluster.all("sums")).hasSize(2);
        assertThat(cluster.plan("sums").plan().isEmpty()).isTrue();
    }

    @Test
    void a_new_version_does_finished_work_again() {
        cluster.run(batch("sums", 1));
        cluster.report(cluster.only("sums"), ClientStatus.COMPLETE);
        cluster.run(with(batch("sums", 1), j -> j.priority(60)));
        assertThat(cluster.live("sums")).hasSize(1);
    }

    @Test
    void a_batch_job_is_not_rolled_out_step_by_step() {
        TaskGroup rolled = JobFiles.group(3, g -> g.update(JobFiles.update(1, 1)));
        cluster.run(JobFiles.job("sums", "batch", rolled));
        TaskGroup changed =
                JobFiles.group(3, g -> JobFiles.command("/bin/new").apply(g).update(JobFiles.update(1, 1)));
        Job next = JobFiles.job("sums", "batch", changed);
        Outcome.Planned planned = cluster.run(next);
        assertThat(cluster.desired(planned, "g").destructiveUpdate()).isEqualTo(3);
        assertThat(cluster.latestDeployment("sums")).isEmpty();
    }

    @Test
    void a_stopped_batch_job_keeps_its_finished_work() {
        cluster.run(batch("sums", 2));
        Allocation done = cluster.named("sums", "sums.g[0]");
        cluster.report(done, ClientStatus.COMPLETE);
        cluster.stopJob("sums");
        cluster.evaluate("sums");
        assertThat(cluster.live("sums")).isEmpty();
        assertThat(cluster.allocation(done.id()).desiredStatus()).isEqualTo(DesiredStatus.RUN);
    }

    @Test
    void a_higher_count_adds_work_beside_what_is_done() {
        cluster.run(batch("sums", 1));
        cluster.report(cluster.only("sums"), ClientStatus.RUNNING);
        cluster.run(batch("sums", 3));
        assertThat(cluster.names("sums")).containsExactlyElementsOf(List.of("sums.g[0]", "sums.g[1]", "sums.g[2]"));
    }
}
