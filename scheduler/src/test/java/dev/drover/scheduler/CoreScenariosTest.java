package dev.drover.scheduler;

import static dev.drover.scheduler.JobFiles.service;
import static dev.drover.scheduler.PlacingKit.asking;
import static dev.drover.scheduler.PlacingKit.cores;
import static dev.drover.scheduler.PlacingKit.coresOf;
import static dev.drover.scheduler.PlacingKit.devices;
import static dev.drover.scheduler.PlacingKit.failure;
import static dev.drover.scheduler.PlacingKit.gpus;
import static dev.drover.scheduler.PlacingKit.numa;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.job.Job;
import dev.drover.model.job.Resources;
import dev.drover.model.node.CpuCore;
import dev.drover.model.node.NodeCpuResources;
import dev.drover.model.node.NodeProcessorResources;
import dev.drover.model.node.NodeReservedCpuResources;
import dev.drover.model.node.NodeReservedResources;
import dev.drover.model.node.NodeResources;
import dev.drover.model.node.NodeResourcesBuilder;
import dev.drover.model.node.Topology;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class CoreScenariosTest {
    private final Cluster cluster = new Cluster();

    private static Job job(String id, int count, Resources resources) {
        return service(id, count, asking(resources));
    }

    private static long mhz(Allocation allocation) {
        return Objects.requireNonNull(PlacingKit.task(allocation).cpu()).cpuShares();
    }

    private static NodeResources uneven(CpuCore... cores) {
        List<Integer> ids = List.of(cores).stream().map(CpuCore::id).toList();
        return NodeResourcesBuilder.builder(Machines.resources(6000, 8000))
                .cpu(new NodeCpuResources(6000, cores.length, ids))
                .processors(
                        new NodeProcessorResources(new Topology(List.of(0), List.of(), List.of(cores), Map.of(), 0, 0)))
                .build();
    }

    @Test
    void a_task_gets_the_cores_it_asks_for_and_their_speed() {
        cluster.node("n1");
        cluster.run(job("web", 1, cores(2)));
        assertThat(coresOf(cluster.only("web"))).containsExactly(0, 1);
        assertThat(mhz(cluster.only("web"))).isEqualTo(2000);
    }

    @Test
    void no_core_is_given_twice() {
        cluster.node("n1");
        Outcome.Planned planned = cluster.run(job("web", 3, cores(2)));
        assertThat(cluster.live("web").stream().flatMap(a -> coresOf(a).stream()))
                .containsExactlyInAnyOrder(0, 1, 2, 3);
        assertThat(failure(planned).dimensionExhausted()).containsExactly(Map.entry("cores", 1));
    }

    @Test
    void cores_and_shares_come_out_of_the_same_total() {
        cluster.node("n1");
        cluster.run(job("cores", 1, cores(3)));
        cluster.run(service("shares", 3, JobFiles.asking(500, 100)));
        assertThat(cluster.live("shares")).hasSize(2);
    }

    @Test
    void shares_that_are_used_leave_too_little_for_free_cores() {
        cluster.node("n1");
        cluster.run(service("shares", 1, JobFiles.asking(2500, 100)));
        Outcome.Planned planned = cluster.run(job("cores", 1, cores(2)));
        assertThat(failure(planned).dimensionExhausted()).containsExactly(Map.entry("cpu", 1));
    }

    @Test
    void cores_that_the_node_keeps_for_itself_are_not_handed_out() {
        cluster.node(
                "n1",
                b -> b.reservedResources(
                        new NodeReservedResources(new NodeReservedCpuResources(0, List.of(0, 2)), null, null, null)));
        cluster.run(job("web", 1, cores(2)));
        assertThat(coresOf(cluster.only("web"))).containsExactly(1, 3);
    }

    @Test
    void cores_that_the_node_keeps_for_itself_take_their_shares_along() {
        cluster.node(
                "n1",
                b -> b.reservedResources(
                        new NodeReservedResources(new NodeReservedCpuResources(0, List.of(0, 2)), null, null, null)));
        cluster.run(service("shares", 5, JobFiles.asking(500, 10)));
        assertThat(cluster.live("shares")).hasSize(4);
    }

    @Test
    void cores_that_are_switched_off_are_not_handed_out() {
        cluster.node(
                "n1",
                b -> b.nodeResources(uneven(
                        new CpuCore(0, 0, 0, true, true, 3000, 0, 0), new CpuCore(0, 0, 1, true, false, 3000, 0, 0))));
        cluster.run(job("web", 1, cores(1)));
        assertThat(coresOf(cluster.only("web"))).containsExactly(1);
    }

    @Test
    void fast_and_slow_cores_count_for_what_they_are() {
        cluster.node(
                "n1",
                b -> b.nodeResources(uneven(
                        new CpuCore(0, 0, 0, true, false, 4000, 0, 0),
                        new CpuCore(0, 0, 1, false, false, 2000, 0, 0))));
        cluster.run(job("fast", 1, cores(1)));
        cluster.run(job("slow", 1, cores(1)));
        assertThat(mhz(cluster.only("fast"))).isEqualTo(4000);
        assertThat(mhz(cluster.only("slow"))).isEqualTo(2000);
    }

    @Test
    void all_cores_together_never_count_for_more_than_the_node_has() {
        cluster.node(
                "n1",
                b -> b.nodeResources(uneven(
                        new CpuCore(0, 0, 0, true, false, 5000, 0, 0),
                        new CpuCore(0, 0, 1, true, false, 5000, 0, 0),
                        new CpuCore(0, 0, 2, true, false, 5000, 0, 0))));
        cluster.run(job("web", 1, cores(3)));
        assertThat(mhz(cluster.only("web"))).isEqualTo(6000);
    }

    @Test
    void cores_of_unknown_base_speed_are_taken_by_their_guess() {
        cluster.node(
                "n1",
                b -> b.nodeResources(uneven(
                        new CpuCore(0, 0, 0, true, false, 0, 0, 2000), new CpuCore(0, 0, 1, true, false, 0, 4000, 0))));
        cluster.run(job("web", 1, cores(1)));
        assertThat(mhz(cluster.only("web"))).isEqualTo(2000);
    }

    @Test
    void a_task_that_requires_one_numa_node_gets_all_cores_there() {
        cluster.node("n1", b -> b.nodeResources(numa(2, 4, Map.of())));
        cluster.run(job("web", 1, cores(3, "require")));
        assertThat(coresOf(cluster.only("web"))).containsExactly(0, 1, 2);
        cluster.run(job("other", 1, cores(3, "require")));
        assertThat(coresOf(cluster.only("other"))).containsExactly(4, 5, 6);
    }

    @Test
    void cores_left_over_on_two_numa_nodes_do_not_make_one() {
        cluster.node("n1", b -> b.nodeResources(numa(2, 4, Map.of())));
        cluster.run(job("web", 2, cores(3, "require")));
        Outcome.Planned planned = cluster.run(job("other", 1, cores(2, "require")));
        assertThat(failure(planned).dimensionExhausted()).containsExactly(Map.entry("numa-cores", 1));
    }

    @Test
    void a_task_that_prefers_one_numa_node_takes_two_when_it_must() {
        cluster.node("n1", b -> b.nodeResources(numa(2, 4, Map.of())));
        cluster.run(job("web", 2, cores(3, "require")));
        cluster.run(job("other", 1, cores(2, "prefer")));
        assertThat(coresOf(cluster.only("other"))).containsExactlyInAnyOrder(3, 7);
    }

    @Test
    void a_task_that_prefers_one_numa_node_gets_one_when_there_is_one() {
        cluster.node("n1", b -> b.nodeResources(numa(2, 4, Map.of())));
        cluster.run(job("web", 1, cores(3)));
        cluster.run(job("other", 1, cores(2, "prefer")));
        assertThat(coresOf(cluster.only("other"))).containsExactly(4, 5);
    }

    @Test
    void the_numa_node_that_just_fits_is_used_and_the_other_one_stays_whole() {
        cluster.node("n1", b -> b.nodeResources(numa(2, 4, Map.of())));
        cluster.run(job("web", 1, cores(2, "require")));
        cluster.run(job("other", 1, cores(2, "require")));
        assertThat(coresOf(cluster.only("other"))).containsExactly(2, 3);
        cluster.run(job("third", 1, cores(4, "require")));
        assertThat(coresOf(cluster.only("third"))).containsExactly(4, 5, 6, 7);
    }

    @Test
    void a_task_that_does_not_care_may_span_numa_nodes() {
        cluster.node("n1", b -> b.nodeResources(numa(2, 2, Map.of())));
        cluster.run(job("web", 1, cores(3)));
        assertThat(coresOf(cluster.only("web"))).hasSize(3);
    }

    @Test
    void another_node_is_chosen_when_only_that_has_the_cores_together() {
        cluster.node("n1", b -> b.nodeResources(numa(4, 2, Map.of())))
                .node("n2", b -> b.nodeResources(numa(1, 4, Map.of())));
        cluster.run(job("web", 1, cores(4, "require")));
        assertThat(cluster.only("web").nodeId()).isEqualTo("n2");
    }

    @Test
    void cores_are_chosen_beside_the_device() {
        cluster.node("n1", b -> b.nodeResources(numa(2, 4, Map.of("bus-a", 1), gpus("nvidia", "v100", "a"))));
        cluster.run(job("web", 1, cores(2, "require", "gpu")));
        assertThat(coresOf(cluster.only("web"))).containsExactly(4, 5);
        assertThat(devices(cluster.only("web"))).containsExactly("v100/a");
    }

    @Test
    void the_device_beside_free_cores_is_chosen() {
        cluster.node(
                "n1",
                b -> b.nodeResources(numa(2, 4, Map.of("bus-a", 0, "bus-b", 1), gpus("nvidia", "v100", "a", "b"))));
        cluster.run(job("web", 1, cores(3, "require")));
        cluster.run(job("other", 1, cores(2, "require", "gpu")));
        assertThat(coresOf(cluster.only("other"))).containsExactly(4, 5);
        assertThat(devices(cluster.only("other"))).containsExactly("v100/b");
    }

    @Test
    void a_device_far_from_all_free_cores_is_refused_when_nearness_is_required() {
        cluster.node("n1", b -> b.nodeResources(numa(2, 2, Map.of("bus-a", 0), gpus("nvidia", "v100", "a"))));
        cluster.run(job("web", 1, cores(2, "require")));
        Outcome.Planned planned = cluster.run(job("other", 1, cores(2, "require", "gpu")));
        assertThat(failure(planned).dimensionExhausted()).containsExactly(Map.entry("numa-cores", 1));
    }

    @Test
    void a_device_far_from_all_free_cores_is_taken_when_nearness_is_only_preferred() {
        cluster.node("n1", b -> b.nodeResources(numa(2, 2, Map.of("bus-a", 0), gpus("nvidia", "v100", "a"))));
        cluster.run(job("web", 1, cores(2, "require")));
        cluster.run(job("other", 1, cores(2, "prefer", "gpu")));
        assertThat(coresOf(cluster.only("other"))).containsExactly(2, 3);
        assertThat(devices(cluster.only("other"))).containsExactly("v100/a");
    }

    @Test
    void a_device_whose_place_is_not_known_is_near_nothing() {
        cluster.node("n1", b -> b.nodeResources(numa(2, 2, Map.of(), gpus("nvidia", "v100", "a"))));
        assertThat(cluster.run(job("web", 1, cores(1, "require", "gpu"))).failedGroups())
                .containsKey("g");
        cluster.run(job("other", 1, cores(1, "prefer", "gpu")));
        assertThat(devices(cluster.only("other"))).containsExactly("v100/a");
    }

    @Test
    void two_tasks_of_a_group_get_different_cores() {
        cluster.node("n1");
        cluster.run(service(
                "web",
                1,
                g -> g.tasks(List.of(
                        JobFiles.task(t -> t.name("one").resources(cores(2))),
                        JobFiles.task(t -> t.name("two").resources(cores(2)))))));
        Allocation placed = cluster.only("web");
        assertThat(Objects.requireNonNull(PlacingKit.task(placed, "one").cpu()).reservedCores())
                .containsExactly(0, 1);
        assertThat(Objects.requireNonNull(PlacingKit.task(placed, "two").cpu()).reservedCores())
                .containsExactly(2, 3);
    }
}
