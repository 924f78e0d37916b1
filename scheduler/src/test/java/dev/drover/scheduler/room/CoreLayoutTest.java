package dev.drover.scheduler.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.node.CpuCore;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeBuilder;
import dev.drover.model.node.NodeCpuResources;
import dev.drover.model.node.NodeProcessorResources;
import dev.drover.model.node.NodeReservedCpuResources;
import dev.drover.model.node.NodeReservedResources;
import dev.drover.model.node.NodeResourcesBuilder;
import dev.drover.model.node.Topology;
import dev.drover.scheduler.Machines;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CoreLayoutTest {
    private static CpuCore core(int id, int numaNode, long speed) {
        return new CpuCore(0, numaNode, id, true, false, speed, 0, 0);
    }

    private static Node node(long mhz, CpuCore... cores) {
        List<Integer> ids = List.of(cores).stream().map(CpuCore::id).toList();
        return Machines.machine(
                "n1",
                b -> b.nodeResources(NodeResourcesBuilder.builder(Machines.resources(mhz, 8000))
                        .cpu(new NodeCpuResources(mhz, cores.length, ids))
                        .processors(new NodeProcessorResources(
                                new Topology(List.of(), List.of(), List.of(cores), Map.of("0000:01", 1), 0, 0)))
                        .build()));
    }

    @Test
    void cores_share_the_total_by_their_speed() {
        CoreLayout layout = CoreLayout.of(node(6000, core(0, 0, 2000), core(1, 0, 4000)));
        assertThat(layout.mhz(List.of(0))).isEqualTo(2000);
        assertThat(layout.mhz(List.of(1))).isEqualTo(4000);
        assertThat(layout.mhz(List.of(0, 1))).isEqualTo(6000);
    }

    @Test
    void a_total_that_an_operator_has_set_is_shared_as_well() {
        CoreLayout layout = CoreLayout.of(node(1000, core(0, 0, 3000), core(1, 0, 3000)));
        assertThat(layout.mhz(List.of(1))).isEqualTo(500);
    }

    @Test
    void nodes_without_a_layout_share_alike() {
        CoreLayout layout = CoreLayout.of(Machines.machine("n1"));
        assertThat(layout.mhz(List.of(2))).isEqualTo(1000);
        assertThat(layout.numaNode(3)).isZero();
        assertThat(layout.has(3)).isTrue();
    }

    @Test
    void a_node_that_tells_nothing_has_nothing() {
        CoreLayout layout = CoreLayout.of(Machines.machine("n1", b -> b.nodeResources(null)));
        assertThat(layout.mhz(List.of(0))).isZero();
    }

    @Test
    void cores_and_buses_belong_to_numa_nodes() {
        CoreLayout layout = CoreLayout.of(node(2000, core(0, 0, 1000), core(1, 1, 1000)));
        assertThat(layout.numaNodes(List.of(0, 1))).containsExactly(0, 1);
        assertThat(layout.numaNodeOfBus("0000:01")).contains(1);
        assertThat(layout.numaNodeOfBus("elsewhere")).isEmpty();
    }

    @Test
    void cores_that_are_kept_take_their_share_of_the_node_along() {
        Node node = NodeBuilder.builder(node(6000, core(0, 0, 2000), core(1, 0, 4000)))
                .reservedResources(
                        new NodeReservedResources(new NodeReservedCpuResources(0, List.of(1)), null, null, null))
                .build();
        assertThat(Capacity.of(node).cpuMhz()).isEqualTo(2000);
        assertThat(Capacity.of(node).cores()).containsExactly(0);
    }

    @Test
    void what_is_kept_besides_cores_counts_when_it_is_more() {
        Node node = NodeBuilder.builder(node(6000, core(0, 0, 3000), core(1, 0, 3000)))
                .reservedResources(
                        new NodeReservedResources(new NodeReservedCpuResources(3500, List.of(1)), null, null, null))
                .build();
        assertThat(Capacity.of(node).cpuMhz()).isEqualTo(2500);
    }
}
