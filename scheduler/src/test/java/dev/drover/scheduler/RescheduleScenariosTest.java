package dev.drover.scheduler;

import static dev.drover.scheduler.JobFiles.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.DesiredStatus;
import dev.drover.model.alloc.DesiredTransition;
import dev.drover.model.deployment.DeploymentStatus;
import dev.drover.model.eval.Evaluation;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RescheduleScenariosTest {
    private final Cluster cluster = new Cluster();

    @BeforeEach
    void threeNodes() {
        cluster.nodes(3);
    }

    /** Fails and waits until it may be replaced, then is replaced. */
    private void failAndReplace() {
        cluster.report(cluster.only("web"), ClientStatus.FAILED);
        Evaluation followUp = cluster.evaluate("web").followUps().getFirst();
        Duration wait = Duration.between(cluster.now(), followUp.waitUntil());
        cluster.advance(wait);
        cluster.evaluate(followUp);
    }

    @Test
    void a_failed_service_waits_for_its_delay() {
        cluster.run(service("web", 1));
        Allocation failed = cluster.only("web");
        cluster.report(failed, ClientStatus.FAILED);
        Outcome.Planned planned = cluster.evaluate("web");
        Evaluation followUp = planned.followUps().getFirst();
        assertThat(planned.plan().stops()).isEmpty();
        assertThat(followUp.triggeredBy()).isEqualTo("alloc-failure");
        assertThat(followUp.waitUntil()).isEqualTo(cluster.now().plusSeconds(30));
        assertThat(cluster.desired(planned, "g").rescheduleLater()).isEqualTo(1);
        assertThat(cluster.allocation(failed.id()).followupEvalId()).isEqualTo(followUp.id());
        assertThat(cluster.plan("web").plan().isEmpty()).isTrue();
        assertThat(cluster.plan("web").followUps()).isEmpty();
    }

    @Test
    void when_it_is_due_it_is_replaced_and_stopped() {
        cluster.run(service("web", 1));
        Allocation failed = cluster.only("web");
        failAndReplace();
        Allocation replacement = cluster.only("web");
        assertThat(replacement.previousAllocation()).isEqualTo(failed.id());
        assertThat(replacement.name()).isEqualTo(failed.name());
        assertThat(cluster.allocation(failed.id()).desiredStatus()).isEqualTo(DesiredStatus.STOP);
        assertThat(cluster.allocation(failed.id()).desiredDescription())
                .isEqualTo("alloc was rescheduled because it failed");
        assertThat(Objects.requireNonNull(replacement.rescheduleTracker()).events())
                .hasSize(1);
    }

    @Test
    void delays_grow_from_failure_to_failure() {
        cluster.run(service("web", 1));
        failAndReplace();
        failAndReplace();
        assertThat(Objects.requireNonNull(cluster.only("web").rescheduleTracker())
                        .events())
                .extracting(event -> event.delay().toSeconds())
                .containsExactly(30L, 60L);
    }

    @Test
    void nodes_on_which_it_failed_are_avoided() {
        cluster.run(service("web", 1));
        String first = cluster.only("web").nodeId();
        failAndReplace();
        String second = cluster.only("web").nodeId();
        failAndReplace();
        assertThat(List.of(first, second, cluster.only("web").nodeId())).doesNotHaveDuplicates();
    }

    @Test
    void the_only_node_is_used_in_spite_of_the_penalty() {
        Cluster small = new Cluster().node("n1");
        small.run(service("web", 1));
        small.report(small.only("web"), ClientStatus.FAILED);
        small.advance(Duration.ofMinutes(1));
        small.evaluate("web");
        assertThat(Objects.requireNonNull(small.only("web").metrics())
                        .scoreMetaData()
                        .getFirst()
                        .scores())
                .containsEntry("node-reschedule-penalty", -1.0);
    }

    @Test
    void failures_close_together_share_an_evaluation() {
        cluster.run(service("web", 3));
        List<Allocation> all = cluster.live("web");
        cluster.report(all.get(0), ClientStatus.FAILED);
        cluster.advance(Duration.ofSeconds(3));
        cluster.report(all.get(1), ClientStatus.FAILED);
        cluster.advance(Duration.ofSeconds(10));
        cluster.report(all.get(2), ClientStatus.FAILED);
        assertThat(cluster.evaluate("web").followUps()).hasSize(2);
    }

    @Test
    void a_job_update_does_not_wait_for_the_delay() {
        cluster.run(service("web", 1));
        cluster.report(cluster.only("web"), ClientStatus.FAILED);
        cluster.evaluate("web");
        cluster.run(service("web", 1, JobFiles.command("/bin/fixed")));
        assertThat(Objects.requireNonNull(cluster.only("web").job()).version()).isEqualTo(1);
    }

    @Test
    void a_failure_within_a_deployment_waits_for_the_deployments_decision() {
        cluster.run(service("web", 1, g -> g.update(JobFiles.update(1, 0))));
        Allocation failed = cluster.only("web");
        cluster.deploymentStatus("web", DeploymentStatus.PAUSED);
        cluster.report(failed, ClientStatus.FAILED);
        cluster.advance(Duration.ofMinutes(5));
        assertThat(cluster.plan("web").plan().isEmpty()).isTrue();
        cluster.transition(failed, new DesiredTransition(null, true, null, null, null));
        cluster.evaluate("web");
        assertThat(cluster.only("web").previousAllocation()).isEqualTo(failed.id());
    }
}
