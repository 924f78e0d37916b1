package dev.drover.scheduler;

import static dev.drover.scheduler.JobFiles.asking;
import static dev.drover.scheduler.JobFiles.constraint;
import static dev.drover.scheduler.JobFiles.service;
import static dev.drover.scheduler.JobFiles.system;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.eval.Evaluation;
import dev.drover.model.eval.EvaluationBuilder;
import dev.drover.model.eval.EvaluationStatus;
import dev.drover.model.job.Job;
import dev.drover.model.node.NodePoolBuilder;
import dev.drover.model.node.NodePoolSchedulerConfiguration;
import dev.drover.model.operator.PreemptionConfig;
import dev.drover.model.operator.SchedulerConfiguration;
import dev.drover.model.operator.SchedulerConfigurationBuilder;
import dev.drover.scheduler.ranking.Algorithm;
import dev.drover.state.command.SettingsCommand;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators have decided, and what evaluations without room wait for. */
final class RulesAndWaitingTest {
    private final Cluster cluster = new Cluster();

    private void configured(String algorithm, boolean oversubscription, PreemptionConfig preemption) {
        cluster.apply(new SettingsCommand.SetSchedulerConfiguration(
                SchedulerConfigurationBuilder.builder(SchedulerConfiguration.usual())
                        .schedulerAlgorithm(algorithm)
                        .memoryOversubscriptionEnabled(oversubscription)
                        .preemptionConfig(preemption)
                        .build()));
    }

    private void pool(String algorithm, @Nullable Boolean oversubscription) {
        cluster.apply(new SettingsCommand.UpsertNodePools(List.of(NodePoolBuilder.builder()
                .name("special")
                .schedulerConfiguration(new NodePoolSchedulerConfiguration(algorithm, oversubscription))
                .build())));
    }

    private PlacementRules rules(Job job) {
        return PlacementRules.of(cluster.state(), job);
    }

    private static Job inPool(String pool) {
        return JobFiles.with(service("web", 1), j -> j.nodePool(pool));
    }

    private static final PreemptionConfig NOBODY = new PreemptionConfig(false, false, false, false);

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // cluster's algorithm and oversubscription, those of the pool, what counts
                "binpack, false, '', -, BINPACK, false",
                "spread, true, '', -, SPREAD, true",
                "binpack, false, spread, -, SPREAD, false",
                "spread, false, binpack, true, BINPACK, true",
                "spread, true, '', false, SPREAD, false",
                "binpack, true, spread, false, SPREAD, false",
            })
    void what_a_pool_says_counts_more_than_what_the_cluster_says(
            String cluster,
            boolean oversubscribed,
            String pool,
            @Nullable Boolean inPool,
            Algorithm algorithm,
            boolean allowed) {
        configured(cluster, oversubscribed, NOBODY);
        pool(pool, inPool);
        assertThat(rules(inPool("special"))).isEqualTo(new PlacementRules(algorithm, allowed, false));
        assertThat(rules(inPool("default")))
                .isEqualTo(new PlacementRules(Algorithm.of(cluster), oversubscribed, false));
    }

    @Test
    void a_pool_that_nobody_knows_follows_the_cluster() {
        configured("spread", true, NOBODY);
        assertThat(rules(inPool("unheard"))).isEqualTo(new PlacementRules(Algorithm.SPREAD, true, false));
    }

    @Test
    void the_usual_rules_pack_keep_memory_and_let_system_jobs_preempt() {
        assertThat(rules(service("web", 1))).isEqualTo(new PlacementRules(Algorithm.BINPACK, false, false));
        assertThat(rules(system("agent"))).isEqualTo(new PlacementRules(Algorithm.BINPACK, false, true));
    }

    @ParameterizedTest
    @CsvSource({"system, 8", "sysbatch, 4", "batch, 2", "service, 1", "unheard, 0"})
    void each_type_preempts_only_when_its_own_switch_is_on(String type, int bit) {
        for (int switches = 0; switches < 16; switches++) {
            configured(
                    "binpack",
                    false,
                    new PreemptionConfig(
                            (switches & 8) != 0, (switches & 4) != 0, (switches & 2) != 0, (switches & 1) != 0));
            Job job = JobFiles.with(service("web", 1), j -> j.type(type));
            assertThat(rules(job).preemption()).as("%s with %d", type, switches).isEqualTo((switches & bit) != 0);
        }
    }

    private static Evaluation blocked(Outcome.Planned planned) {
        return planned.blocked().orElseThrow();
    }

    @Test
    void who_waits_for_room_names_all_that_led_there() {
        cluster.node("n1");
        cluster.register(service("web", 1, asking(9_000, 10)));
        Evaluation cause = cluster.evaluation("web");
        assertThat(blocked(cluster.plan(cause)))
                .satisfies(waiting -> assertThat(waiting.triggeredBy()).isEqualTo("queued-allocs"))
                .satisfies(waiting -> assertThat(waiting.status()).isEqualTo(EvaluationStatus.BLOCKED))
                .satisfies(waiting -> assertThat(waiting.previousEval()).isEqualTo(cause.id()))
                .satisfies(waiting -> assertThat(waiting.type()).isEqualTo("service"))
                .satisfies(waiting -> assertThat(waiting.jobId()).isEqualTo("web"))
                .satisfies(waiting -> assertThat(waiting.snapshotIndex())
                        .isEqualTo(cluster.state().index()))
                .satisfies(waiting -> assertThat(waiting.id()).isNotEqualTo(cause.id()));
    }

    @Test
    void who_waited_already_goes_on_with_fresh_knowledge() {
        cluster.node("n1", b -> b.computedClass("v1:linux"));
        cluster.run(service("web", 1, asking(9_000, 10)));
        Evaluation waiting = blocked(cluster.evaluate("web"));
        cluster.keep(waiting);
        cluster.node("n2", b -> b.computedClass("v1:darwin").attributes(Map.of("kernel.name", "darwin")));
        Evaluation again = blocked(cluster.plan(waiting));
        assertThat(again.id()).isEqualTo(waiting.id());
        assertThat(again.snapshotIndex()).isGreaterThan(waiting.snapshotIndex());
        assertThat(again.classEligibility()).hasSize(2);
        assertThat(again.previousEval()).isEqualTo(waiting.previousEval());
    }

    @Test
    void classes_that_suit_and_those_that_do_not_are_told_apart() {
        cluster.node("n1", b -> b.computedClass("v1:linux"))
                .node("n2", b -> b.computedClass("v1:darwin").attributes(Map.of("kernel.name", "darwin")))
                .node("n3", b -> b.computedClass("v1:plan9").attributes(Map.of("kernel.name", "plan9")));
        Outcome.Planned planned = cluster.run(service(
                "web",
                1,
                g -> asking(9_000, 10).apply(g).constraints(List.of(constraint("${attr.kernel.name}", "=", "linux")))));
        Map<String, Boolean> classes = blocked(planned).classEligibility();
        assertThat(classes).hasSize(3);
        assertThat(classes.values()).filteredOn(able -> able).hasSize(1);
        assertThat(blocked(planned).escapedComputedClass()).isFalse();
        assertThat(classes).containsEntry("v1:linux", true);
    }

    @Test
    void a_class_that_suits_one_of_two_groups_is_worth_waiting_for() {
        cluster.node("n1", b -> b.computedClass("v1:linux"))
                .node("n2", b -> b.computedClass("v1:darwin").attributes(Map.of("kernel.name", "darwin")));
        Outcome.Planned planned = cluster.run(JobFiles.job(
                "web",
                "service",
                JobFiles.group(
                        1,
                        g -> asking(9_000, 10)
                                .apply(g)
                                .constraints(List.of(constraint("${attr.kernel.name}", "=", "linux")))),
                JobFiles.group(
                        1,
                        g -> asking(9_000, 10)
                                .apply(g)
                                .name("h")
                                .constraints(List.of(constraint("${attr.kernel.name}", "=", "darwin"))))));
        assertThat(blocked(planned).classEligibility().values())
                .containsOnly(true)
                .hasSize(2);
    }

    @Test
    void a_group_that_fits_does_not_tell_what_its_classes_could() {
        cluster.node("n1", b -> b.computedClass("v1:linux"))
                .node("n2", b -> b.computedClass("v1:darwin").attributes(Map.of("kernel.name", "darwin")));
        Outcome.Planned planned = cluster.run(JobFiles.job(
                "web",
                "service",
                JobFiles.group(
                        1,
                        g -> asking(9_000, 10)
                                .apply(g)
                                .constraints(List.of(constraint("${attr.kernel.name}", "=", "linux")))),
                JobFiles.group(1, g -> g.name("h"))));
        assertThat(blocked(planned).classEligibility().values())
                .filteredOn(able -> able)
                .hasSize(1);
    }

    @Test
    void with_room_for_all_nobody_waits() {
        cluster.node("n1");
        Outcome.Planned planned = cluster.run(service("web", 2));
        assertThat(planned.blocked()).isEmpty();
        assertThat(planned.blockedOnNodes()).isEmpty();
        assertThat(planned.failedGroups()).isEmpty();
        assertThat(planned.queued()).isEqualTo(Map.of("g", 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 100})
    void a_system_job_waits_once_for_each_full_node_up_to_a_hundred(int nodes) {
        for (int i = 1; i <= nodes; i++) {
            cluster.node("n" + i, b -> b.nodeResources(Machines.resources(100, 100)));
        }
        cluster.node("free");
        Outcome.Planned planned = cluster.run(system("agent"));
        assertThat(planned.blockedOnNodes()).hasSize(nodes - 1);
        assertThat(planned.blocked().orElseThrow().nodeId()).startsWith("n");
        assertThat(cluster.nodesOf("agent")).containsExactly("free");
    }

    @Test
    void a_node_that_does_not_suit_a_system_job_is_not_waited_for() {
        cluster.node("n1").node("n2", b -> b.computedClass("v1:darwin").attributes(Map.of("kernel.name", "darwin")));
        Outcome.Planned planned = cluster.run(JobFiles.with(
                system("agent"), j -> j.constraints(List.of(constraint("${attr.kernel.name}", "=", "linux")))));
        assertThat(planned.blocked()).isEmpty();
        assertThat(planned.failedGroups()).isEmpty();
        assertThat(planned.queued()).isEqualTo(Map.of("g", 0));
    }

    @Test
    void an_evaluation_of_another_type_than_its_job_is_worked_on_by_its_type() {
        cluster.nodes(3);
        cluster.register(service("web", 1));
        Evaluation asSystem = EvaluationBuilder.builder(cluster.evaluation("web"))
                .type("system")
                .build();
        assertThat(cluster.plan(asSystem).plan().placements()).hasSize(3);
    }

    @Test
    void what_is_waited_for_can_be_a_quota_alone_or_room_as_well() {
        Waking quota = Waking.forQuota("team");
        assertThat(quota).isEqualTo(new Waking(Map.of(), false, List.of(), "team"));
        Waking rooms = new Waking(Map.of("c", true), false, List.of("data"), "");
        assertThat(rooms.or("team")).isEqualTo(new Waking(Map.of("c", true), true, List.of("data"), "team"));
    }
}
