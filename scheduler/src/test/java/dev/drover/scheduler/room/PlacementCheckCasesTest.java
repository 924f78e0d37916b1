package dev.drover.scheduler.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.AllocatedCpuResources;
import dev.drover.model.alloc.AllocatedDeviceResource;
import dev.drover.model.alloc.AllocatedMemoryResources;
import dev.drover.model.alloc.AllocatedResources;
import dev.drover.model.alloc.AllocatedSharedResources;
import dev.drover.model.alloc.AllocatedTaskResources;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.alloc.PortMapping;
import dev.drover.model.job.Job;
import dev.drover.model.job.NetworkResource;
import dev.drover.model.job.NetworkResourceBuilder;
import dev.drover.model.job.Port;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeBuilder;
import dev.drover.model.node.NodeNetworkAddress;
import dev.drover.model.node.NodeReservedCpuResources;
import dev.drover.model.node.NodeReservedMemoryResources;
import dev.drover.model.node.NodeReservedResources;
import dev.drover.model.volume.VolumeRequestBuilder;
import dev.drover.scheduler.JobFiles;
import dev.drover.scheduler.Machines;
import dev.drover.state.usage.AllocationUse;
import dev.drover.state.usage.HostPort;
import dev.drover.state.usage.NodeUsage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the referee says to single things that only one allocation may hold: cores, devices, ports, volumes. */
final class PlacementCheckCasesTest {
    private static Allocation holding(AllocatedTaskResources task, AllocatedSharedResources shared) {
        return RoomKit.holding("a", new AllocatedResources(Map.of("t", task), shared, Map.of()));
    }

    private static AllocatedTaskResources task(List<Integer> cores, AllocatedDeviceResource... devices) {
        return new AllocatedTaskResources(
                new AllocatedCpuResources(1, cores), new AllocatedMemoryResources(1, 0), List.of(), List.of(devices));
    }

    private static AllocatedSharedResources shared(List<NetworkResource> networks, PortMapping... ports) {
        return new AllocatedSharedResources(1, networks, List.of(ports));
    }

    private static Allocation cores(Integer... cores) {
        return holding(task(List.of(cores)), shared(List.of()));
    }

    private static Allocation device(String... ids) {
        return holding(
                task(List.of(), new AllocatedDeviceResource("acme", "gpu", "m", List.of(ids))), shared(List.of()));
    }

    private static Allocation port(String address, int port) {
        return holding(task(List.of()), shared(List.of(), new PortMapping("p", port, 0, address)));
    }

    private static Optional<String> refusal(Node node, AllocationUse before, Allocation... placements) {
        return PlacementCheck.refusal(node, NodeUsage.NONE.plus(before), List.of(placements), null, List::of);
    }

    private static final AllocationUse NOTHING = RoomKit.amounts(0, 0, 0);
    private static final Node NODE = Machines.machine("n1");

    @Test
    void a_core_is_given_once_among_placements_and_before_them() {
        assertThat(refusal(NODE, NOTHING, cores(0, 1), cores(2, 3))).isEmpty();
        assertThat(refusal(NODE, NOTHING, cores(0, 1), cores(1))).contains("cores");
        assertThat(refusal(NODE, RoomKit.cores(3), cores(3))).contains("cores");
    }

    @Test
    void a_core_that_does_not_exist_or_is_kept_is_not_given() {
        assertThat(refusal(NODE, NOTHING, cores(4))).contains("cores");
        Node keeping = NodeBuilder.builder(NODE)
                .reservedResources(
                        new NodeReservedResources(new NodeReservedCpuResources(0, List.of(0)), null, null, null))
                .build();
        assertThat(refusal(keeping, NOTHING, cores(0))).contains("cores");
        assertThat(refusal(keeping, NOTHING, cores(1))).isEmpty();
    }

    @Test
    void a_device_is_given_once_and_only_while_it_is_healthy() {
        Node node = RoomKit.numa(1, 1, RoomKit.gpus("m", "g0", "g1", "!sick"));
        assertThat(refusal(node, NOTHING, device("g0"), device("g1"))).isEmpty();
        assertThat(refusal(node, NOTHING, device("g0"), device("g0"))).contains("devices");
        assertThat(refusal(node, RoomKit.devices("acme/gpu/m/g1"), device("g1")))
                .contains("devices");
        assertThat(refusal(node, NOTHING, device("sick"))).contains("devices");
        assertThat(refusal(node, NOTHING, device("unheard"))).contains("devices");
    }

    @Test
    void a_port_is_given_once_on_each_address() {
        Node node = RoomKit.node(b -> b.nodeNetworks(List.of(Machines.host(
                new NodeNetworkAddress("ipv4", "a", "10.0.0.1", "22", ""),
                new NodeNetworkAddress("ipv4", "b", "10.0.0.2", "", "")))));
        assertThat(refusal(node, NOTHING, port("10.0.0.1", 80), port("10.0.0.2", 80)))
                .isEmpty();
        assertThat(refusal(node, NOTHING, port("10.0.0.1", 80), port("10.0.0.1", 80)))
                .contains("network: port collision on 80");
        assertThat(refusal(node, NOTHING, port("10.0.0.1", 22))).contains("network: port collision on 22");
        assertThat(refusal(node, NOTHING, port("10.0.0.2", 22))).isEmpty();
    }

    @Test
    void a_port_without_an_address_collides_with_every_address() {
        AllocationUse held = RoomKit.ports(new HostPort("10.0.0.1", 80));
        assertThat(refusal(NODE, held, port("", 80))).contains("network: port collision on 80");
        assertThat(refusal(NODE, RoomKit.ports(new HostPort("", 80)), port("10.0.0.1", 80)))
                .contains("network: port collision on 80");
    }

    @Test
    void a_port_whose_holder_tolerates_others_is_given_again() {
        NetworkResource tolerant = NetworkResourceBuilder.builder()
                .ip("10.0.0.1")
                .reservedPorts(List.of(new Port("p", 80, 0, "", true)))
                .build();
        Allocation first = holding(task(List.of()), shared(List.of(tolerant), new PortMapping("p", 80, 0, "10.0.0.1")));
        assertThat(refusal(NODE, NOTHING, first, first)).isEmpty();
        assertThat(refusal(NODE, NOTHING, first, port("10.0.0.1", 80))).contains("network: port collision on 80");
    }

    @Test
    void ports_of_tasks_count_as_those_of_groups() {
        NetworkResource network = NetworkResourceBuilder.builder()
                .ip("10.0.0.1")
                .dynamicPorts(List.of(new Port("p", 20_000, 0, "", false)))
                .build();
        Allocation own = holding(
                new AllocatedTaskResources(
                        new AllocatedCpuResources(1, List.of()),
                        new AllocatedMemoryResources(1, 0),
                        List.of(network),
                        List.of()),
                shared(List.of()));
        assertThat(refusal(NODE, NOTHING, own, port("10.0.0.1", 20_000))).contains("network: port collision on 20000");
    }

    @Test
    void what_is_kept_for_the_node_is_not_given() {
        Node keeping = NodeBuilder.builder(NODE)
                .reservedResources(new NodeReservedResources(null, new NodeReservedMemoryResources(7999), null, null))
                .build();
        assertThat(refusal(keeping, NOTHING, cores())).isEmpty();
        assertThat(refusal(keeping, NOTHING, cores(), cores())).contains("memory");
    }

    private static Job writer(String source) {
        return JobFiles.service(
                "db",
                1,
                g -> g.volumes(Map.of(
                        "data",
                        VolumeRequestBuilder.builder()
                                .name("data")
                                .source(source)
                                .accessMode("single-node-single-writer")
                                .build())));
    }

    private static Optional<String> claims(@Nullable Job common, List<Allocation> others, Allocation... placements) {
        return PlacementCheck.refusal(NODE, NodeUsage.NONE, List.of(placements), common, () -> others);
    }

    private static Allocation of(@Nullable Job job) {
        return AllocationBuilder.builder(cores()).job(job).build();
    }

    @Test
    void a_volume_for_a_single_writer_is_given_once() {
        String conflict = "conflicting claims for host volume with single-writer";
        assertThat(claims(null, List.of(), of(writer("disk")))).isEmpty();
        assertThat(claims(null, List.of(), of(writer("disk")), of(writer("other"))))
                .isEmpty();
        assertThat(claims(null, List.of(), of(writer("disk")), of(writer("disk"))))
                .contains(conflict);
        assertThat(claims(null, List.of(of(writer("disk"))), of(writer("disk"))))
                .contains(conflict);
        assertThat(claims(null, List.of(of(writer("disk"))), of(writer("other"))))
                .isEmpty();
    }

    @Test
    void placements_that_name_no_job_have_the_volumes_of_the_plans_job() {
        assertThat(claims(writer("disk"), List.of(), of(null), of(null))).isPresent();
        assertThat(claims(null, List.of(), of(null), of(null))).isEmpty();
    }

    @Test
    void others_are_not_asked_when_nobody_wants_a_volume_alone() {
        assertThat(PlacementCheck.refusal(NODE, NodeUsage.NONE, List.of(cores()), null, () -> {
                    throw new AssertionError("asked");
                }))
                .isEmpty();
    }

    @Test
    void nothing_to_place_always_fits_even_on_a_node_that_is_overfull() {
        NodeUsage overfull = NodeUsage.NONE.plus(RoomKit.amounts(100, 100, 100));
        assertThat(PlacementCheck.refusal(NODE, overfull, List.of(), null, List::of))
                .isEmpty();
    }
}
