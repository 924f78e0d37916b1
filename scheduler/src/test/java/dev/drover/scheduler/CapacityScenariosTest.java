package dev.drover.scheduler;

import static dev.drover.scheduler.JobFiles.service;
import static dev.drover.scheduler.PlacingKit.asking;
import static dev.drover.scheduler.PlacingKit.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.job.EphemeralDisk;
import dev.drover.model.job.Job;
import dev.drover.model.job.ResourcesBuilder;
import dev.drover.model.job.TaskLifecycle;
import dev.drover.model.node.NodePool;
import dev.drover.model.node.NodePoolBuilder;
import dev.drover.model.node.NodePoolSchedulerConfiguration;
import dev.drover.state.command.SettingsCommand;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class CapacityScenariosTest {
    private final Cluster cluster = new Cluster();

    private static Job bursting(int memory, int memoryMax) {
        return service(
                "web",
                1,
                asking(ResourcesBuilder.builder()
                        .cpu(100)
                        .memoryMb(memory)
                        .memoryMaxMb(memoryMax)
                        .build()));
    }

    private static Job inPool(Job job, String pool) {
        return JobFiles.with(job, j -> j.nodePool(pool));
    }

    private void pool(String name, String algorithm, @Nullable Boolean oversubscription) {
        NodePool pool = NodePoolBuilder.builder()
                .name(name)
                .schedulerConfiguration(new NodePoolSchedulerConfiguration(algorithm, oversubscription))
                .build();
        cluster.apply(new SettingsCommand.UpsertNodePools(List.of(pool)));
    }

    private static long memoryMax(Allocation allocation) {
        return Objects.requireNonNull(PlacingKit.task(allocation).memory()).memoryMaxMb();
    }

    @Test
    void memory_max_is_dropped_unless_operators_allow_it() {
        cluster.node("n1");
        cluster.run(bursting(200, 400));
        assertThat(memoryMax(cluster.only("web"))).isZero();
    }

    @Test
    void memory_max_is_kept_when_operators_allow_it() {
        cluster.node("n1");
        cluster.oversubscribe();
        cluster.run(bursting(200, 400));
        assertThat(memoryMax(cluster.only("web"))).isEqualTo(400);
    }

    @Test
    void memory_without_limit_is_told_as_minus_one() {
        cluster.node("n1");
        cluster.oversubscribe();
        cluster.run(bursting(200, -1));
        assertThat(memoryMax(cluster.only("web"))).isEqualTo(-1);
    }

    @Test
    void only_what_is_set_aside_counts_when_looking_for_room() {
        cluster.node("n1");
        cluster.oversubscribe();
        cluster.run(bursting(200, 100_000));
        assertThat(cluster.live("web")).hasSize(1);
        assertThat(cluster.state().usage("n1").memoryMb()).isEqualTo(200);
    }

    @Test
    void a_node_pool_may_allow_what_the_cluster_does_not() {
        pool("burst", "", true);
        cluster.node("n1", b -> b.nodePool("burst"));
        cluster.run(inPool(bursting(200, 400), "burst"));
        assertThat(memoryMax(cluster.only("web"))).isEqualTo(400);
    }

    @Test
    void a_node_pool_may_forbid_what_the_cluster_allows() {
        cluster.oversubscribe();
        pool("strict", "", false);
        cluster.node("n1", b -> b.nodePool("strict"));
        cluster.run(inPool(bursting(200, 400), "strict"));
        assertThat(memoryMax(cluster.only("web"))).isZero();
    }

    @Test
    void a_node_pool_that_says_nothing_follows_the_cluster() {
        cluster.oversubscribe();
        pool("plain", "spread", null);
        cluster.node("n1", b -> b.nodePool("plain"));
        cluster.run(inPool(bursting(200, 400), "plain"));
        assertThat(memoryMax(cluster.only("web"))).isEqualTo(400);
    }

    @Test
    void a_node_pool_may_choose_another_algorithm() {
        pool("wide", "spread", null);
        cluster.node("n1", b -> b.nodePool("wide")).node("n2", b -> b.nodePool("wide"));
        cluster.run(inPool(service("first", 1), "wide"));
        cluster.run(inPool(service("second", 1), "wide"));
        assertThat(cluster.only("second").nodeId())
                .isNotEqualTo(cluster.only("first").nodeId());
    }

    @Test
    void disk_is_a_dimension_like_others() {
        cluster.node("n1");
        Outcome.Planned planned =
                cluster.run(service("web", 3, g -> g.ephemeralDisk(new EphemeralDisk(false, false, 40_000))));
        assertThat(cluster.live("web")).hasSize(2);
        assertThat(failure(planned).dimensionExhausted()).containsExactly(Map.entry("disk", 1));
    }

    @Test
    void a_node_takes_no_more_allocations_than_it_says() {
        cluster.node("n1", b -> b.nodeMaxAllocs(2));
        Outcome.Planned planned = cluster.run(service("web", 3, JobFiles.asking(10, 10)));
        assertThat(cluster.live("web")).hasSize(2);
        assertThat(failure(planned).dimensionExhausted()).containsExactly(Map.entry("max allocation exceeded", 1));
    }

    @Test
    void tasks_before_the_main_one_share_its_room() {
        cluster.node("n1", b -> b.nodeResources(Machines.resources(1000, 8000)));
        cluster.run(service(
                "web",
                1,
                g -> g.tasks(List.of(
                        JobFiles.task(t -> t.name("init")
                                .lifecycle(new TaskLifecycle("prestart", false))
                                .resources(JobFiles.resources(900, 100))),
                        JobFiles.task(t -> t.resources(JobFiles.resources(800, 100)))))));
        assertThat(cluster.state().usage("n1").cpuMhz()).isEqualTo(900);
    }

    @Test
    void sidecars_take_room_beside_the_main_task() {
        cluster.node("n1", b -> b.nodeResources(Machines.resources(1000, 8000)));
        Outcome.Planned planned = cluster.run(service(
                "web",
                1,
                g -> g.tasks(List.of(
                        JobFiles.task(t -> t.name("proxy")
                                .lifecycle(new TaskLifecycle("prestart", true))
                                .resources(JobFiles.resources(300, 100))),
                        JobFiles.task(t -> t.resources(JobFiles.resources(800, 100)))))));
        assertThat(failure(planned).dimensionExhausted()).containsExactly(Map.entry("cpu", 1));
    }
}
