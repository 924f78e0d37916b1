package dev.drover.scheduler;

import static dev.drover.scheduler.JobFiles.dynamicPorts;
import static dev.drover.scheduler.JobFiles.service;
import static dev.drover.scheduler.JobFiles.staticPort;
import static dev.drover.scheduler.PlacingKit.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.AllocatedSharedResources;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.PortMapping;
import dev.drover.model.job.Job;
import dev.drover.model.job.NetworkResource;
import dev.drover.model.job.NetworkResourceBuilder;
import dev.drover.model.job.Port;
import dev.drover.model.job.ResourcesBuilder;
import dev.drover.model.node.NodeNetworkAddress;
import dev.drover.model.node.NodeResources;
import dev.drover.model.node.NodeResourcesBuilder;
import dev.drover.state.usage.HostPort;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class NetworkScenariosTest {
    private final Cluster cluster = new Cluster();

    private static AllocatedSharedResources shared(Allocation allocation) {
        return Objects.requireNonNull(
                Objects.requireNonNull(allocation.allocatedResources()).shared());
    }

    private static List<PortMapping> ports(Allocation allocation) {
        return shared(allocation).ports();
    }

    private static Job group(int count, NetworkResource network) {
        return service("web", count, g -> JobFiles.asking(10, 10).apply(g).networks(List.of(network)));
    }

    private static Job perTask(String id, NetworkResource... networks) {
        return service(
                id,
                1,
                PlacingKit.asking(ResourcesBuilder.builder()
                        .cpu(10)
                        .memoryMb(10)
                        .networks(List.of(networks))
                        .build()));
    }

    private static NetworkResource reserved(Port port) {
        return NetworkResourceBuilder.builder().reservedPorts(List.of(port)).build();
    }

    private static NetworkResource dynamic(Port port) {
        return NetworkResourceBuilder.builder().dynamicPorts(List.of(port)).build();
    }

    private static NodeResources addresses(int first, int last, NodeNetworkAddress... addresses) {
        return NodeResourcesBuilder.builder(Machines.resources(4000, 8000))
                .nodeNetworks(List.of(Machines.host(addresses)))
                .minDynamicPort(first)
                .maxDynamicPort(last)
                .build();
    }

    private static NodeNetworkAddress keeping(String network, String address, String ports) {
        return new NodeNetworkAddress("ipv4", network, address, ports, "");
    }

    @Test
    void dynamic_ports_go_on_at_the_next_address_when_one_is_full() {
        cluster.node(
                "n1",
                b -> b.nodeResources(addresses(
                        30_000,
                        30_001,
                        Machines.address("default", "10.0.0.1"),
                        Machines.address("default", "10.0.0.2"))));
        cluster.run(group(4, dynamicPorts("http")));
        assertThat(cluster.live("web").stream()
                        .flatMap(a -> ports(a).stream())
                        .map(port -> new HostPort(port.hostIp(), port.value())))
                .containsExactlyInAnyOrder(
                        new HostPort("10.0.0.1", 30_000),
                        new HostPort("10.0.0.1", 30_001),
                        new HostPort("10.0.0.2", 30_000),
                        new HostPort("10.0.0.2", 30_001));
    }

    @Test
    void a_host_network_may_be_named_by_an_attribute_of_the_node() {
        cluster.node(
                "n1",
                b -> b.meta(Map.of("net", "public"))
                        .nodeResources(addresses(
                                0, 0, Machines.address("default", "10.0.0.1"), Machines.address("public", "8.8.8.8"))));
        cluster.run(group(1, dynamic(new Port("http", 0, 0, "${meta.net}", false))));
        assertThat(ports(cluster.only("web")).getFirst().hostIp()).isEqualTo("8.8.8.8");
    }

    @Test
    void a_static_port_that_a_host_network_keeps_is_free_on_another() {
        cluster.node(
                "n1",
                b -> b.nodeResources(
                        addresses(0, 0, keeping("default", "10.0.0.1", "8080"), keeping("public", "8.8.8.8", ""))));
        assertThat(failure(cluster.run(group(1, staticPort("http", 8080)))).dimensionExhausted())
                .containsExactly(Map.entry("network: reserved port collision http=8080", 1));
        cluster.run(group(1, reserved(new Port("http", 8080, 0, "public", false))));
        assertThat(ports(cluster.only("web")).getFirst().hostIp()).isEqualTo("8.8.8.8");
    }

    @Test
    void a_static_port_may_be_had_once_on_each_address() {
        cluster.node(
                "n1",
                b -> b.nodeResources(addresses(
                        0, 0, Machines.address("default", "10.0.0.1"), Machines.address("default", "10.0.0.2"))));
        Outcome.Planned planned = cluster.run(group(3, staticPort("http", 8080)));
        assertThat(cluster.live("web")).hasSize(2);
        assertThat(planned.queued()).containsEntry("g", 1);
    }

    @Test
    void a_dynamic_port_never_takes_the_static_port_of_its_own_group() {
        cluster.node("n1", b -> b.nodeResources(addresses(30_000, 30_001, Machines.address("default", "10.0.0.1"))));
        NetworkResource both = NetworkResourceBuilder.builder()
                .reservedPorts(List.of(new Port("fixed", 30_000, 0, "default", false)))
                .dynamicPorts(List.of(new Port("any", 0, 0, "default", false)))
                .build();
        cluster.run(group(1, both));
        assertThat(ports(cluster.only("web"))).extracting(PortMapping::value).containsExactly(30_000, 30_001);
    }

    @Test
    void a_dynamic_port_of_the_group_leaves_the_static_port_of_a_task_alone() {
        cluster.node("n1", b -> b.nodeResources(addresses(30_000, 30_001, Machines.address("default", "10.0.0.1"))));
        Job job = service(
                "web",
                1,
                g -> PlacingKit.asking(ResourcesBuilder.builder()
                                .cpu(10)
                                .memoryMb(10)
                                .networks(List.of(staticPort("fixed", 30_001)))
                                .build())
                        .apply(g)
                        .networks(List.of(dynamicPorts("any"))));
        for (int seed = 0; seed < 10; seed++) {
            cluster.seed(seed);
            assertThat(cluster.plan(cluster.register(job).id()).failedGroups()).isEmpty();
        }
    }

    @Test
    void the_container_side_of_a_port_may_follow_the_host_side() {
        cluster.node("n1");
        cluster.run(group(1, dynamic(new Port("http", 0, -1, "default", false))));
        PortMapping port = ports(cluster.only("web")).getFirst();
        assertThat(port.to()).isEqualTo(port.value());
    }

    @Test
    void a_node_without_addresses_has_no_ports_to_give() {
        cluster.node("n1", b -> b.nodeResources(addresses(0, 0)));
        assertThat(failure(cluster.run(group(1, dynamicPorts("http")))).dimensionExhausted())
                .containsExactly(Map.entry("network: no addresses available for \"default\" network", 1));
    }

    @Test
    void the_network_of_a_task_gets_address_and_ports() {
        cluster.node("n1");
        cluster.run(perTask("web", dynamicPorts("http"), staticPort("admin", 9000)));
        List<NetworkResource> networks = PlacingKit.task(cluster.only("web")).networks();
        assertThat(networks).extracting(NetworkResource::ip).containsOnly("10.0.0.1");
        assertThat(networks.getFirst().dynamicPorts().getFirst().value()).isBetween(20_000, 32_000);
        assertThat(networks.getLast().reservedPorts().getFirst().value()).isEqualTo(9000);
        assertThat(ports(cluster.only("web"))).isEmpty();
    }

    @Test
    void ports_of_tasks_and_groups_exclude_each_other() {
        cluster.node("n1");
        cluster.run(perTask("first", staticPort("http", 8080)));
        Outcome.Planned planned = cluster.run(group(1, staticPort("http", 8080)));
        assertThat(failure(planned).dimensionExhausted()).containsKey("network: reserved port collision http=8080");
    }

    @Test
    void the_ports_of_a_task_are_all_on_the_address_it_is_told() {
        cluster.node(
                "n1",
                b -> b.nodeResources(addresses(
                        0, 0, Machines.address("default", "10.0.0.1"), Machines.address("default", "10.0.0.2"))));
        cluster.run(perTask("first", staticPort("http", 8080)));
        Outcome.Planned planned = cluster.run(perTask("second", staticPort("http", 8080)));
        assertThat(failure(planned).dimensionExhausted()).containsKey("network: reserved port collision http=8080");
    }

    @Test
    void two_tasks_of_a_group_may_not_want_the_same_static_port() {
        cluster.node("n1");
        Job job = service(
                "web",
                1,
                g -> g.tasks(IntStream.range(0, 2)
                        .mapToObj(i -> JobFiles.task(t -> t.name("t" + i)
                                .resources(ResourcesBuilder.builder()
                                        .cpu(10)
                                        .memoryMb(10)
                                        .networks(List.of(staticPort("http", 8080)))
                                        .build())))
                        .toList()));
        assertThat(failure(cluster.run(job)).dimensionExhausted())
                .containsKey("network: reserved port collision http=8080");
    }

    @Test
    void the_highest_port_of_the_range_is_given_as_well() {
        cluster.node("n1", b -> b.nodeResources(addresses(65_535, 70_000, Machines.address("default", "10.0.0.1"))));
        cluster.run(group(1, dynamicPorts("http")));
        assertThat(ports(cluster.only("web")).getFirst().value()).isEqualTo(65_535);
    }
}
