package dev.drover.scheduler;

import static dev.drover.scheduler.JobFiles.asking;
import static dev.drover.scheduler.JobFiles.constraint;
import static dev.drover.scheduler.JobFiles.group;
import static dev.drover.scheduler.JobFiles.job;
import static dev.drover.scheduler.JobFiles.service;
import static dev.drover.scheduler.JobFiles.system;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.eval.EvaluationBuilder;
import dev.drover.model.eval.EvaluationStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What evaluations ask, and what they leave behind. */
final class EvaluationScenariosTest {
    private final Cluster cluster = new Cluster().nodes(2);

    private Outcome outcome(String type, String trigger) {
        cluster.register(service("web", 1));
        Evaluation evaluation = EvaluationBuilder.builder(cluster.evaluation("web"))
                .type(type)
                .triggeredBy(trigger)
                .build();
        return Schedulers.forType(type).schedule(cluster.state(), evaluation, cluster.context());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "scheduled", "nonsense"})
    void an_unknown_trigger_is_refused_with_its_name(String trigger) {
        for (String type : List.of("service", "system")) {
            assertThat(outcome(type, trigger))
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            refused -> assertThat(refused.reason()).contains("\"" + trigger + "\""));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "job-register",
                "job-deregister",
                "periodic-job",
                "node-drain",
                "node-update",
                "alloc-stop",
                "alloc-reschedule",
                "rolling-update",
                "deployment-watcher",
                "failed-follow-up",
                "max-plan-attempts",
                "alloc-failure",
                "queued-allocs",
                "preemption",
                "job-scaling",
                "max-disconnect-timeout",
                "reconnect"
            })
    void every_known_trigger_is_worked_on(String trigger) {
        assertThat(outcome("service", trigger)).isInstanceOf(Outcome.Planned.class);
    }

    @Test
    void a_type_that_nobody_schedules_is_refused() {
        assertThat(outcome("daemon", "job-register"))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.reason()).contains("daemon"));
    }

    @Test
    void an_evaluation_of_a_job_that_nobody_knows_plans_nothing() {
        Outcome.Planned planned = cluster.plan("nothing");
        assertThat(planned.plan().isEmpty()).isTrue();
        assertThat(planned.blocked()).isEmpty();
    }

    @Test
    void failures_of_a_group_are_told_once_and_counted() {
        Outcome.Planned planned = cluster.run(service("web", 5, asking(9_000, 100)));
        assertThat(planned.failedGroups()).containsOnlyKeys("g");
        assertThat(Objects.requireNonNull(planned.failedGroups().get("g")).coalescedFailures())
                .isEqualTo(4);
        assertThat(planned.queued()).isEqualTo(Map.of("g", 5));
    }

    @Test
    void each_group_tells_its_own_failure() {
        Outcome.Planned planned = cluster.run(job(
                "web",
                "service",
                group(1, asking(9_000, 100)),
                group(1, g -> asking(100, 90_000).apply(g).name("h")),
                group(1, g -> g.name("i"))));
        assertThat(planned.failedGroups()).containsOnlyKeys("g", "h");
        assertThat(Objects.requireNonNull(planned.failedGroups().get("h")).dimensionExhausted())
                .containsOnlyKeys("memory");
        assertThat(planned.queued()).isEqualTo(Map.of("g", 1, "h", 1, "i", 0));
    }

    @Test
    void what_finds_no_room_waits_with_the_cause_named() {
        Evaluation evaluation = EvaluationBuilder.builder(cluster.evaluation("web"))
                .priority(70)
                .build();
        cluster.register(service("web", 1, asking(9_000, 100)));
        Evaluation blocked = cluster.plan(evaluation).blocked().orElseThrow();
        assertThat(blocked.status()).isEqualTo(EvaluationStatus.BLOCKED);
        assertThat(blocked.previousEval()).isEqualTo(evaluation.id());
        assertThat(blocked.priority()).isEqualTo(70);
        assertThat(blocked.snapshotIndex()).isEqualTo(cluster.state().index());
        assertThat(blocked.nodeId()).isEmpty();
    }

    @Test
    void a_follow_up_keeps_priority_and_type_and_names_its_cause() {
        cluster.run(service("web", 1));
        cluster.report(cluster.only("web"), ClientStatus.FAILED);
        Evaluation evaluation = EvaluationBuilder.builder(cluster.evaluation("web"))
                .priority(70)
                .build();
        Evaluation followUp = cluster.plan(evaluation).followUps().getFirst();
        assertThat(followUp.priority()).isEqualTo(70);
        assertThat(followUp.type()).isEqualTo("service");
        assertThat(followUp.previousEval()).isEqualTo(evaluation.id());
        assertThat(followUp.status()).isEqualTo(EvaluationStatus.PENDING);
    }

    @Test
    void a_follow_up_that_is_gone_is_made_again() {
        cluster.run(service("web", 1));
        cluster.report(cluster.only("web"), ClientStatus.FAILED);
        Evaluation followUp = cluster.evaluate("web").followUps().getFirst();
        cluster.keep(EvaluationBuilder.builder(followUp)
                .status(EvaluationStatus.CANCELED)
                .build());
        assertThat(cluster.evaluate("web").followUps()).hasSize(1);
    }

    @Test
    void an_allocation_names_the_evaluation_that_placed_or_changed_it() {
        cluster.register(service("web", 1));
        Evaluation first = cluster.evaluation("web");
        cluster.evaluate(first);
        assertThat(cluster.only("web").evalId()).isEqualTo(first.id());
        cluster.register(JobFiles.with(service("web", 1), j -> j.priority(60)));
        Evaluation second = cluster.evaluation("web");
        cluster.evaluate(second);
        assertThat(cluster.only("web").evalId()).isEqualTo(second.id());
    }

    @Test
    void a_system_job_asks_again_for_a_full_node_only() {
        cluster.run(service(
                "load",
                1,
                g -> asking(3_800, 10).apply(g).constraints(List.of(constraint("${node.unique.id}", "=", "n1")))));
        Outcome.Planned planned = cluster.run(system("agent"));
        assertThat(planned.blocked().orElseThrow().nodeId()).isEqualTo("n1");
        assertThat(planned.queued()).isEqualTo(Map.of("g", 1));
        cluster.stopJob("load");
        cluster.evaluate("load");
        cluster.report(cluster.all("load").getFirst(), ClientStatus.COMPLETE);
        assertThat(cluster.evaluate("agent").blocked()).isEmpty();
        assertThat(cluster.live("agent")).hasSize(2);
    }

    @Test
    void too_many_full_nodes_are_waited_for_as_one() {
        Cluster many = new Cluster();
        for (int i = 0; i < 101; i++) {
            many.node("n" + i, b -> b.nodeResources(Machines.resources(100, 100)));
        }
        Outcome.Planned planned = many.run(system("agent"));
        assertThat(planned.blocked().orElseThrow().nodeId()).isEmpty();
        assertThat(planned.blockedOnNodes()).isEmpty();
        assertThat(planned.queued()).isEqualTo(Map.of("g", 101));
    }

    @Test
    void retries_are_limited_by_their_policy() {
        cluster.run(JobFiles.batch("sums", 1));
        for (int i = 0; i < 5; i++) {
            cluster.live("sums").forEach(a -> cluster.report(a, ClientStatus.FAILED));
            cluster.advance(Duration.ofMinutes(1));
            cluster.evaluate("sums");
        }
        assertThat(cluster.all("sums")).hasSize(2);
    }

    @Test
    void retries_are_allowed_again_after_their_interval() {
        cluster.run(JobFiles.batch("sums", 1));
        for (int i = 0; i < 3; i++) {
            cluster.advance(Duration.ofHours(25));
            cluster.live("sums").forEach(a -> cluster.report(a, ClientStatus.FAILED));
            cluster.advance(Duration.ofMinutes(1));
            cluster.evaluate("sums");
        }
        assertThat(cluster.all("sums")).hasSize(4);
    }

    @Test
    void a_new_version_gives_what_failed_for_good_another_chance() {
        cluster.run(service("web", 1, g -> g.reschedulePolicy(null)));
        Allocation failed = cluster.only("web");
        cluster.report(failed, ClientStatus.FAILED);
        assertThat(cluster.plan("web").plan().isEmpty()).isTrue();
        cluster.run(
                service("web", 1, g -> JobFiles.command("/bin/fixed").apply(g).reschedulePolicy(null)));
        assertThat(cluster.only("web").previousAllocation()).isEqualTo(failed.id());
    }

    @Test
    void one_of_several_that_fails_is_replaced_alone() {
        cluster.run(service("web", 3));
        Allocation failed = cluster.named("web", "web.g[1]");
        cluster.report(failed, ClientStatus.FAILED);
        cluster.advance(Duration.ofMinutes(1));
        Outcome.Planned planned = cluster.evaluate("web");
        assertThat(cluster.desired(planned, "g").rescheduleNow()).isEqualTo(1);
        assertThat(cluster.desired(planned, "g").ignore()).isEqualTo(2);
        assertThat(cluster.names("web")).containsExactly("web.g[0]", "web.g[1]", "web.g[2]");
    }

    @Test
    void a_failure_that_is_not_needed_any_more_is_not_replaced() {
        cluster.run(service("web", 2));
        cluster.report(cluster.named("web", "web.g[1]"), ClientStatus.FAILED);
        cluster.advance(Duration.ofMinutes(1));
        cluster.run(service("web", 1));
        assertThat(cluster.names("web")).containsExactly("web.g[0]");
        assertThat(cluster.plan("web").plan().isEmpty()).isTrue();
    }
}
