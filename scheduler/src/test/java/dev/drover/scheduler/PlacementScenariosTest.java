package dev.drover.scheduler;

import static dev.drover.scheduler.JobFiles.asking;
import static dev.drover.scheduler.JobFiles.service;
import static dev.drover.scheduler.JobFiles.task;
import static dev.drover.scheduler.JobFiles.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.drover.model.alloc.AllocatedCpuResources;
import dev.drover.model.alloc.AllocatedMemoryResources;
import dev.drover.model.alloc.AllocatedResources;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationMetric;
import dev.drover.model.alloc.NodeScoreMeta;
import dev.drover.model.job.Affinity;
import dev.drover.model.job.EphemeralDisk;
import dev.drover.model.job.ResourcesBuilder;
import dev.drover.model.job.Spread;
import dev.drover.model.job.SpreadTarget;
import dev.drover.model.job.TaskLifecycle;
import dev.drover.model.node.NodeReservedCpuResources;
import dev.drover.model.node.NodeReservedMemoryResources;
import dev.drover.model.node.NodeReservedResources;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class PlacementScenariosTest {
    private final Cluster cluster = new Cluster();

    private long on(String jobId, String nodeId) {
        return cluster.live(jobId).stream()
                .filter(allocation -> allocation.nodeId().equals(nodeId))
                .count();
    }

    private static AllocationMetric metric(Allocation allocation) {
        return Objects.requireNonNull(allocation.metrics());
    }

    private static AllocatedResources resources(Allocation allocation) {
        return Objects.requireNonNull(allocation.allocatedResources());
    }

    private static AllocatedCpuResources cpu(AllocatedResources resources) {
        return Objects.requireNonNull(
                Objects.requireNonNull(resources.tasks().get("t")).cpu());
    }

    private static AllocatedMemoryResources memory(AllocatedResources resources) {
        return Objects.requireNonNull(
                Objects.requireNonNull(resources.tasks().get("t")).memory());
    }

    @Test
    void the_fuller_node_is_better_under_binpack() {
        cluster.nodes(5);
        cluster.run(service("first", 1));
        String used = cluster.only("first").nodeId();
        cluster.run(service("second", 1));
        assertThat(cluster.only("second").nodeId()).isEqualTo(used);
    }

    @Test
    void the_emptier_node_is_better_under_spread() {
        cluster.nodes(2);
        cluster.algorithm("spread");
        cluster.run(service("first", 1));
        cluster.run(service("second", 1));
        assertThat(cluster.only("second").nodeId())
                .isNotEqualTo(cluster.only("first").nodeId());
    }

    @Test
    void the_binpack_score_follows_the_published_formula() {
        cluster.node("n1");
        cluster.run(service("web", 1, asking(1000, 4000)));
        double expected = (20 - Math.pow(10, 0.75) - Math.pow(10, 0.5)) / 18;
        NodeScoreMeta meta = metric(cluster.only("web")).scoreMetaData().getFirst();
        assertThat(meta.normScore()).isCloseTo(expected, within(1e-12));
        assertThat(meta.scores())
                .containsOnlyKeys("binpack", "job-anti-affinity", "node-reschedule-penalty", "node-affinity");
        assertThat(Objects.requireNonNull(meta.scores().get("binpack"))).isCloseTo(expected, within(1e-12));
    }

    @Test
    void what_the_node_keeps_for_itself_is_not_given_away() {
        cluster.node(
                "n1",
                b -> b.reservedResources(new NodeReservedResources(
                        new NodeReservedCpuResources(3600, List.of()),
                        new NodeReservedMemoryResources(0),
                        null,
                        null)));
        Outcome.Planned planned = cluster.run(service("web", 1, asking(500, 100)));
        assertThat(Objects.requireNonNull(planned.failedGroups().get("g")).dimensionExhausted())
                .containsExactly(Map.entry("cpu", 1));
    }

    @Test
    void allocations_of_a_job_avoid_each_other() {
        cluster.nodes(3);
        cluster.run(service("web", 3));
        assertThat(cluster.nodesOf("web")).containsExactly("n1", "n2", "n3");
    }

    @Test
    void anti_affinity_grows_with_the_number_of_neighbours() {
        cluster.node("n1");
        cluster.run(service("web", 3));
        List<Double> scores = cluster.live("web").stream()
                .map(allocation -> Objects.requireNonNull(
                        metric(allocation).scoreMetaData().getFirst().scores().get("job-anti-affinity")))
                .toList();
        assertThat(scores).containsExactly(0.0, -2.0 / 3, -1.0);
    }

    @Test
    void an_affinity_draws_to_matching_nodes() {
        cluster.nodes(3).node("n4", b -> b.datacenter("dc2"));
        cluster.run(service("web", 1, g -> g.affinities(List.of(new Affinity("${node.datacenter}", "dc2", "=", 50)))));
        assertThat(cluster.only("web").nodeId()).isEqualTo("n4");
        assertThat(metric(cluster.only("web")).scoreMetaData().getFirst().scores())
                .containsEntry("node-affinity", 1.0);
    }

    @Test
    void a_negative_affinity_drives_away() {
        cluster.node("n1").node("n2", b -> b.meta(Map.of("slow", "1")));
        cluster.run(
                service("first", 1, g -> g.constraints(List.of(JobFiles.constraint("${node.unique.id}", "=", "n2")))));
        cluster.run(with(service("web", 1), j -> j.affinities(List.of(new Affinity("${meta.slow}", "1", "=", -100)))));
        assertThat(cluster.only("web").nodeId()).isEqualTo("n1");
    }

    @Test
    void a_spread_with_targets_reaches_its_shares() {
        for (int i = 1; i <= 4; i++) {
            String dc = i <= 2 ? "dc1" : "dc2";
            cluster.node("n" + i, b -> b.datacenter(dc));
        }
        Spread spread = new Spread(
                "${node.datacenter}", 100, List.of(new SpreadTarget("dc1", 75), new SpreadTarget("dc2", 25)));
        cluster.run(service("web", 8, g -> asking(100, 100).apply(g).spreads(List.of(spread))));
        assertThat(on("web", "n1") + on("web", "n2")).isEqualTo(6);
        assertThat(on("web", "n3") + on("web", "n4")).isEqualTo(2);
    }

    @Test
    void an_even_spread_uses_all_values_alike() {
        for (int i = 1; i <= 6; i++) {
            String rack = "r" + (i <= 4 ? 1 : i - 3);
            cluster.node("n" + i, b -> b.meta(Map.of("rack", rack)));
        }
        Spread spread = new Spread("${meta.rack}", 100, List.of());
        cluster.run(service("web", 9, g -> asking(100, 100).apply(g).spreads(List.of(spread))));
        long first = on("web", "n1") + on("web", "n2") + on("web", "n3") + on("web", "n4");
        assertThat(List.of(first, on("web", "n5"), on("web", "n6"))).containsExactly(3L, 3L, 3L);
    }

    @Test
    void the_score_of_a_spread_is_told() {
        cluster.node("n1");
        Spread spread = new Spread("${node.datacenter}", 100, List.of(new SpreadTarget("dc1", 100)));
        cluster.run(service("web", 2, g -> asking(100, 100).apply(g).spreads(List.of(spread))));
        assertThat(metric(cluster.named("web", "web.g[0]"))
                        .scoreMetaData()
                        .getFirst()
                        .scores())
                .containsEntry("allocation-spread", 0.5);
    }

    @Test
    void memory_runs_out_and_the_metric_says_so() {
        cluster.node("n1", b -> b.nodeClass("small"));
        Outcome.Planned planned = cluster.run(service("web", 5, asking(100, 3000)));
        AllocationMetric metric = Objects.requireNonNull(planned.failedGroups().get("g"));
        assertThat(cluster.live("web")).hasSize(2);
        assertThat(metric.dimensionExhausted()).containsExactly(Map.entry("memory", 1));
        assertThat(metric.classExhausted()).containsExactly(Map.entry("small", 1));
        assertThat(metric.nodesExhausted()).isEqualTo(1);
        assertThat(metric.coalescedFailures()).isEqualTo(2);
        assertThat(planned.queued()).containsEntry("g", 3);
    }

    @Test
    void disk_is_a_dimension_of_its_own() {
        cluster.node("n1");
        Outcome.Planned planned =
                cluster.run(service("web", 1, g -> g.ephemeralDisk(new EphemeralDisk(false, false, 200_000))));
        assertThat(Objects.requireNonNull(planned.failedGroups().get("g")).dimensionExhausted())
                .containsExactly(Map.entry("disk", 1));
    }

    @Test
    void a_node_takes_no_more_allocations_than_it_says() {
        cluster.node("n1", b -> b.nodeMaxAllocs(2));
        Outcome.Planned planned = cluster.run(service("web", 3, asking(10, 10)));
        assertThat(cluster.live("web")).hasSize(2);
        assertThat(Objects.requireNonNull(planned.failedGroups().get("g")).dimensionExhausted())
                .containsExactly(Map.entry("max allocation exceeded", 1));
    }

    @Test
    void tasks_that_run_one_after_the_other_share_their_room() {
        cluster.node("n1");
        cluster.run(service(
                "web",
                1,
                g -> g.tasks(List.of(
                        task(t -> t.resources(JobFiles.resources(3000, 6000))),
                        task(t -> t.name("pre")
                                .lifecycle(new TaskLifecycle("prestart", false))
                                .resources(JobFiles.resources(3000, 6000)))))));
        Allocation allocation = cluster.only("web");
        assertThat(cluster.state().usage("n1").cpuMhz()).isEqualTo(3000);
        assertThat(resources(allocation).taskLifecycles()).containsOnlyKeys("t", "pre");
        assertThat(resources(allocation).taskLifecycles().get("t")).isNull();
    }

    @Test
    void resources_are_handed_out_task_by_task_with_the_shared_disk() {
        cluster.node("n1");
        cluster.run(service("web", 1));
        AllocatedResources resources = resources(cluster.only("web"));
        assertThat(resources.tasks()).containsOnlyKeys("t");
        assertThat(cpu(resources).cpuShares()).isEqualTo(500);
        assertThat(memory(resources).memoryMb()).isEqualTo(256);
        assertThat(memory(resources).memoryMaxMb()).isZero();
        assertThat(Objects.requireNonNull(resources.shared()).diskMb()).isEqualTo(300);
    }

    @Test
    void more_memory_than_set_aside_needs_the_operators_leave() {
        cluster.node("n1");
        var asked = ResourcesBuilder.builder()
                .cpu(100)
                .memoryMb(100)
                .memoryMaxMb(200)
                .build();
        cluster.run(service("strict", 1, g -> g.tasks(List.of(task(t -> t.resources(asked))))));
        cluster.oversubscribe();
        cluster.run(service("loose", 1, g -> g.tasks(List.of(task(t -> t.resources(asked))))));
        assertThat(memory(resources(cluster.only("strict"))).memoryMaxMb()).isZero();
        assertThat(memory(resources(cluster.only("loose"))).memoryMaxMb()).isEqualTo(200);
    }

    @Test
    void reserved_cores_are_given_to_one_task_only() {
        cluster.node("n1");
        var asked = ResourcesBuilder.builder().cores(2).memoryMb(100).build();
        Outcome.Planned planned = cluster.run(service("web", 3, g -> g.tasks(List.of(task(t -> t.resources(asked))))));
        List<Integer> cores = cluster.live("web").stream()
                .flatMap(a -> cpu(resources(a)).reservedCores().stream())
                .toList();
        assertThat(cores).containsExactlyInAnyOrder(0, 1, 2, 3);
        assertThat(cpu(resources(cluster.live("web").getFirst())).cpuShares()).isEqualTo(2000);
        assertThat(Objects.requireNonNull(planned.failedGroups().get("g")).dimensionExhausted())
                .containsExactly(Map.entry("cores", 1));
    }

    @Test
    void the_five_best_nodes_are_told() {
        cluster.nodes(8);
        cluster.run(service("web", 1));
        List<NodeScoreMeta> best = metric(cluster.only("web")).scoreMetaData();
        assertThat(best).hasSize(5);
        assertThat(best.getFirst().nodeId()).isEqualTo(cluster.only("web").nodeId());
        assertThat(best).extracting(NodeScoreMeta::normScore).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    @Test
    void ties_are_broken_by_the_seed_and_not_by_name() {
        cluster.nodes(20);
        cluster.register(service("web", 1));
        List<String> chosen = LongStream.range(0, 20)
                .mapToObj(seed -> {
                    cluster.seed(seed);
                    return cluster.plan("web").plan().placements().getFirst().nodeId();
                })
                .distinct()
                .toList();
        assertThat(chosen).hasSizeGreaterThan(3);
    }

    @Test
    void a_placement_names_its_evaluation_and_leaves_the_job_to_the_plan() {
        cluster.node("n1");
        cluster.register(service("web", 1));
        var evaluation = cluster.evaluation("web");
        var plan = cluster.plan(evaluation).plan();
        Allocation placement = plan.placements().getFirst();
        assertThat(placement.evalId()).isEqualTo(evaluation.id());
        assertThat(placement.name()).isEqualTo("web.g[0]");
        assertThat(placement.job()).isNull();
        assertThat(plan.job()).isEqualTo(cluster.job("web"));
        assertThat(plan.snapshotIndex()).isEqualTo(cluster.state().index());
    }
}
