package dev.drover.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.node.NodePool;
import dev.drover.model.node.NodePoolBuilder;
import dev.drover.model.node.NodePoolSchedulerConfiguration;
import dev.drover.model.operator.PreemptionConfig;
import dev.drover.model.operator.SchedulerConfiguration;
import dev.drover.model.operator.SchedulerConfigurationBuilder;
import dev.drover.scheduler.ranking.Algorithm;
import dev.drover.state.State;
import dev.drover.state.command.SettingsCommand;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What operators decide for the whole cluster and for single node pools. */
final class PlacementRulesTest {
    private static State state(SchedulerConfiguration cluster, NodePool... pools) {
        State state = Rooms.with(Rooms.state(), new SettingsCommand.SetSchedulerConfiguration(cluster));
        return Rooms.with(state, new SettingsCommand.UpsertNodePools(List.of(pools)));
    }

    private static SchedulerConfiguration cluster(String algorithm, boolean oversubscription) {
        return SchedulerConfigurationBuilder.builder(SchedulerConfiguration.usual())
                .schedulerAlgorithm(algorithm)
                .memoryOversubscriptionEnabled(oversubscription)
                .build();
    }

    private static NodePool pool(String name, String algorithm, @Nullable Boolean oversubscription) {
        return NodePoolBuilder.builder()
                .name(name)
                .schedulerConfiguration(new NodePoolSchedulerConfiguration(algorithm, oversubscription))
                .build();
    }

    private static PlacementRules rules(State state, String type, String pool) {
        return PlacementRules.of(
                state, JobFiles.with(JobFiles.job("web", type, JobFiles.group(1)), job -> job.nodePool(pool)));
    }

    @ParameterizedTest(name = "a {0} job")
    @CsvSource({"service, false", "batch, false", "system, true", "sysbatch, false", "unheard-of, false"})
    void unless_operators_say_otherwise_nodes_are_filled_and_only_system_jobs_preempt(String type, boolean preempts) {
        assertThat(rules(State.initial(), type, "default"))
                .isEqualTo(new PlacementRules(Algorithm.BINPACK, false, preempts));
    }

    @ParameterizedTest(name = "cluster \"{0}\", pool \"{1}\"")
    @CsvSource({
        "binpack, '', BINPACK",
        "spread, '', SPREAD",
        "binpack, spread, SPREAD",
        "spread, binpack, BINPACK",
        "spread, spread, SPREAD",
        "'', '', BINPACK",
        "Spread, '', BINPACK",
    })
    void the_algorithm_is_that_of_the_pool_or_else_of_the_cluster(String ofCluster, String ofPool, Algorithm expected) {
        State state = state(cluster(ofCluster, false), pool("gpu", ofPool, null));
        assertThat(rules(state, "service", "gpu").algorithm()).isEqualTo(expected);
    }

    @ParameterizedTest(name = "cluster {0}, pool {1}")
    @CsvSource({
        "true, , true",
        "false, , false",
        "true, true, true",
        "false, true, true",
        "true, false, false",
        "false, false, false",
    })
    void memory_is_oversubscribed_where_the_pool_or_else_the_cluster_allows_it(
            boolean ofCluster, @Nullable Boolean ofPool, boolean expected) {
        State state = state(cluster("binpack", ofCluster), pool("gpu", "", ofPool));
        assertThat(rules(state, "service", "gpu").oversubscription()).isEqualTo(expected);
    }

    @Test
    void what_one_pool_says_does_not_hold_for_another() {
        State state = state(cluster("binpack", false), pool("gpu", "spread", true));
        assertThat(rules(state, "service", "default")).isEqualTo(new PlacementRules(Algorithm.BINPACK, false, false));
        assertThat(rules(state, "service", "unheard-of"))
                .isEqualTo(new PlacementRules(Algorithm.BINPACK, false, false));
    }

    @Test
    void a_pool_without_a_configuration_follows_the_cluster() {
        NodePool plain = NodePoolBuilder.builder().name("plain").build();
        State state = state(cluster("spread", true), plain);
        assertThat(rules(state, "batch", "plain")).isEqualTo(new PlacementRules(Algorithm.SPREAD, true, false));
    }

    @Test
    void a_pool_has_no_say_in_preemption() {
        State state = state(
                SchedulerConfigurationBuilder.builder(SchedulerConfiguration.usual())
                        .preemptionConfig(new PreemptionConfig(false, false, true, false))
                        .build(),
                pool("gpu", "spread", true));
        assertThat(rules(state, "batch", "gpu").preemption()).isTrue();
        assertThat(rules(state, "system", "gpu").preemption()).isFalse();
    }
}
