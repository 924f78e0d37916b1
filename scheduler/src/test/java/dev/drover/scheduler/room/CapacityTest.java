package dev.drover.scheduler.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.node.Node;
import dev.drover.model.node.NodeCpuResources;
import dev.drover.model.node.NodeReservedCpuResources;
import dev.drover.model.node.NodeReservedDiskResources;
import dev.drover.model.node.NodeReservedMemoryResources;
import dev.drover.model.node.NodeReservedNetworkResources;
import dev.drover.model.node.NodeReservedResources;
import dev.drover.model.node.NodeResourcesBuilder;
import dev.drover.scheduler.Machines;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nodes have 4000 MHz in four cores, 8000 MiB of memory and 100000 MiB of disk. */
final class CapacityTest {
    private static Capacity keeping(NodeReservedResources reserved) {
        return Capacity.of(Machines.machine("n1", b -> b.reservedResources(reserved)));
    }

    @Test
    void a_node_that_keeps_nothing_gives_all_it_has() {
        assertThat(Capacity.of(Machines.machine("n1")))
                .isEqualTo(new Capacity(4000, 8000, 100_000, List.of(0, 1, 2, 3), 0));
    }

    @Test
    void a_node_that_tells_nothing_gives_nothing() {
        Node node = Machines.machine("n1", b -> b.nodeResources(null).nodeMaxAllocs(5));
        assertThat(Capacity.of(node)).isEqualTo(new Capacity(0, 0, 0, List.of(), 0));
        Node empty = Machines.machine(
                "n1", b -> b.nodeResources(NodeResourcesBuilder.builder().build()));
        assertThat(Capacity.of(empty)).isEqualTo(new Capacity(0, 0, 0, List.of(), 0));
    }

    @Test
    void what_it_keeps_is_taken_away_dimension_by_dimension() {
        NodeReservedResources reserved = new NodeReservedResources(
                new NodeReservedCpuResources(500, List.of()),
                new NodeReservedMemoryResources(1000),
                new NodeReservedDiskResources(20_000),
                new NodeReservedNetworkResources("22"));
        assertThat(keeping(reserved)).isEqualTo(new Capacity(3500, 7000, 80_000, List.of(0, 1, 2, 3), 0));
    }

    @Test
    void what_is_not_said_is_not_kept() {
        assertThat(keeping(new NodeReservedResources(null, null, null, null)))
                .isEqualTo(Capacity.of(Machines.machine("n1")));
        assertThat(keeping(new NodeReservedResources(null, new NodeReservedMemoryResources(8000), null, null)))
                .isEqualTo(new Capacity(4000, 0, 100_000, List.of(0, 1, 2, 3), 0));
    }

    @Test
    void a_node_that_keeps_more_than_it_has_is_overdrawn() {
        assertThat(keeping(new NodeReservedResources(null, new NodeReservedMemoryResources(9000), null, null))
                        .memoryMb())
                .isEqualTo(-1000);
    }

    @ParameterizedTest
    @CsvSource({
        // kept MHz, kept cores, MHz left: cores are 1000 MHz each
        "0, 1, 3000",
        "500, 1, 3000",
        "1000, 1, 3000",
        "1001, 1, 2999",
        "0, 4, 0",
        "700, 0, 3300",
        "0, 0, 4000"
    })
    void kept_cores_and_kept_mhz_are_the_larger_of_the_two(long shares, int cores, long left) {
        List<Integer> kept = List.of(0, 1, 2, 3).subList(0, cores);
        Capacity capacity =
                keeping(new NodeReservedResources(new NodeReservedCpuResources(shares, kept), null, null, null));
        assertThat(capacity.cpuMhz()).isEqualTo(left);
        assertThat(capacity.cores()).isEqualTo(List.of(0, 1, 2, 3).subList(cores, 4));
    }

    @Test
    void cores_that_are_not_to_be_handed_out_are_not_there() {
        Node node = RoomKit.node(b -> b.cpu(new NodeCpuResources(4000, 4, List.of(2, 3))));
        assertThat(Capacity.of(node).cores()).containsExactly(2, 3);
        assertThat(Capacity.of(node).cpuMhz()).isEqualTo(4000);
    }

    @Test
    void the_most_allocations_come_along_whatever_is_kept() {
        Node node = Machines.machine(
                "n1", b -> b.nodeMaxAllocs(7).reservedResources(new NodeReservedResources(null, null, null, null)));
        assertThat(Capacity.of(node).maxAllocations()).isEqualTo(7);
    }
}
