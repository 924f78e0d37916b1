package dev.drover.scheduler.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.AllocatedCpuResources;
import dev.drover.model.alloc.AllocatedMemoryResources;
import dev.drover.model.alloc.AllocatedResources;
import dev.drover.model.alloc.AllocatedSharedResources;
import dev.drover.model.alloc.AllocatedTaskResources;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.alloc.PortMapping;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeReservedNetworkResources;
import dev.drover.model.node.NodeReservedResources;
import dev.drover.scheduler.Machines;
import dev.drover.state.usage.NodeUsage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Nodes have 4000 MHz, 8000 MiB and 100000 MiB of disk. */
final class PlacementCheckTest {
    private static Allocation allocation(long mhz, long memory, long disk, int... ports) {
        AllocatedTaskResources task = new AllocatedTaskResources(
                new AllocatedCpuResources(mhz, List.of()),
                new AllocatedMemoryResources(memory, 0),
                List.of(),
                List.of());
        List<PortMapping> mappings = Arrays.stream(ports)
                .mapToObj(port -> new PortMapping("p" + port, port, 0, "10.0.0.1"))
                .toList();
        return AllocationBuilder.builder()
                .id("a")
                .taskGroup("g")
                .allocatedResources(new AllocatedResources(
                        Map.of("t", task), new AllocatedSharedResources(disk, List.of(), mappings), Map.of()))
                .build();
    }

    private static Optional<String> refusal(Node node, Allocation... placements) {
        return PlacementCheck.refusal(node, NodeUsage.NONE, List.of(placements), null, List::of);
    }

    @Test
    void what_fits_exactly_fits() {
        assertThat(refusal(Machines.machine("n1"), allocation(4000, 8000, 100_000)))
                .isEmpty();
    }

    @Test
    void each_dimension_is_named_when_it_is_exceeded() {
        Node node = Machines.machine("n1");
        assertThat(refusal(node, allocation(4001, 10, 10))).contains("cpu");
        assertThat(refusal(node, allocation(10, 8001, 10))).contains("memory");
        assertThat(refusal(node, allocation(10, 10, 100_001))).contains("disk");
    }

    @Test
    void placements_are_judged_together() {
        Node node = Machines.machine("n1");
        assertThat(refusal(node, allocation(2000, 10, 10), allocation(2000, 10, 10)))
                .isEmpty();
        assertThat(refusal(node, allocation(2000, 10, 10), allocation(2001, 10, 10)))
                .contains("cpu");
    }

    @Test
    void a_node_that_has_not_told_what_it_has_takes_nothing() {
        Node node = Machines.machine("n1", b -> b.nodeResources(null));
        assertThat(refusal(node, allocation(1, 1, 1))).contains("node has not told its resources");
    }

    @Test
    void the_most_allocations_of_a_node_are_heeded() {
        Node node = Machines.machine("n1", b -> b.nodeMaxAllocs(1));
        assertThat(refusal(node, allocation(1, 1, 1))).isEmpty();
        assertThat(refusal(node, allocation(1, 1, 1), allocation(1, 1, 1))).contains("max allocation exceeded");
    }

    @Test
    void ports_are_given_once() {
        Node node = Machines.machine("n1");
        assertThat(refusal(node, allocation(1, 1, 1, 8080), allocation(1, 1, 1, 8081)))
                .isEmpty();
        assertThat(refusal(node, allocation(1, 1, 1, 8080), allocation(1, 1, 1, 8080)))
                .contains("network: port collision on 8080");
    }

    @Test
    void ports_that_the_node_keeps_are_not_given() {
        Node node = Machines.machine(
                "n1",
                b -> b.reservedResources(
                        new NodeReservedResources(null, null, null, new NodeReservedNetworkResources("8000-8100"))));
        assertThat(refusal(node, allocation(1, 1, 1, 8080))).contains("network: port collision on 8080");
        assertThat(refusal(node, allocation(1, 1, 1, 8101))).isEmpty();
    }

    @Test
    void an_allocation_that_holds_nothing_fits_anywhere() {
        Allocation nothing = AllocationBuilder.builder().id("a").build();
        assertThat(refusal(Machines.machine("n1"), nothing)).isEmpty();
    }
}
