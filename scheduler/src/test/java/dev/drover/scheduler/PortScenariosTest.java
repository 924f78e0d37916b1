package dev.drover.scheduler;

import static dev.drover.scheduler.JobFiles.dynamicPorts;
import static dev.drover.scheduler.JobFiles.service;
import static dev.drover.scheduler.JobFiles.staticPort;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.AllocatedSharedResources;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.PortMapping;
import dev.drover.model.job.Job;
import dev.drover.model.job.NetworkResource;
import dev.drover.model.job.NetworkResourceBuilder;
import dev.drover.model.job.Port;
import dev.drover.model.node.NodeNetworkAddress;
import dev.drover.model.node.NodeReservedNetworkResources;
import dev.drover.model.node.NodeReservedResources;
import dev.drover.model.node.NodeResourcesBuilder;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PortScenariosTest {
    private final Cluster cluster = new Cluster();

    private static Job asking(int count, NetworkResource network) {
        return service("web", count, g -> JobFiles.asking(10, 10).apply(g).networks(List.of(network)));
    }

    private static AllocatedSharedResources shared(Allocation allocation) {
        return Objects.requireNonNull(
                Objects.requireNonNull(allocation.allocatedResources()).shared());
    }

    private static Map<String, Integer> dimensions(Outcome.Planned planned) {
        return Objects.requireNonNull(planned.failedGroups().get("g")).dimensionExhausted();
    }

    @Test
    void a_dynamic_port_comes_from_the_usual_range_with_address_and_label() {
        cluster.node("n1");
        cluster.run(asking(1, dynamicPorts("http")));
        PortMapping port = shared(cluster.only("web")).ports().getFirst();
        assertThat(port.value()).isBetween(20_000, 32_000);
        assertThat(port.label()).isEqualTo("http");
        assertThat(port.hostIp()).isEqualTo("10.0.0.1");
        NetworkResource network = shared(cluster.only("web")).networks().getFirst();
        assertThat(network.ip()).isEqualTo("10.0.0.1");
        assertThat(network.dynamicPorts().getFirst().value()).isEqualTo(port.value());
        assertThat(network.dynamicPorts().getFirst().hostNetwork()).isEqualTo("default");
    }

    @Test
    void a_nodes_own_range_is_used_until_it_is_empty() {
        cluster.node(
                "n1",
                b -> b.nodeResources(NodeResourcesBuilder.builder(Machines.resources(4000, 8000))
                        .minDynamicPort(25_000)
                        .maxDynamicPort(25_002)
                        .build()));
        Outcome.Planned planned = cluster.run(asking(4, dynamicPorts("http")));
        assertThat(cluster.live("web"))
                .extracting(a -> shared(a).ports().getFirst().value())
                .containsExactlyInAnyOrder(25_000, 25_001, 25_002);
        assertThat(dimensions(planned)).containsExactly(Map.entry("network: dynamic port selection failed", 1));
    }

    @Test
    void ports_of_one_node_are_never_given_twice() {
        cluster.node("n1");
        cluster.run(asking(100, dynamicPorts("a", "b", "c")));
        List<Integer> ports = cluster.live("web").stream()
                .flatMap(a -> shared(a).ports().stream())
                .map(PortMapping::value)
                .toList();
        Set<Integer> different = new HashSet<>(ports);
        assertThat(ports).hasSize(300);
        assertThat(different).hasSize(300);
    }

    @Test
    void a_static_port_is_taken_once_per_node() {
        cluster.nodes(2);
        Outcome.Planned planned = cluster.run(asking(3, staticPort("http", 8080)));
        assertThat(cluster.nodesOf("web")).containsExactly("n1", "n2");
        assertThat(dimensions(planned)).containsExactly(Map.entry("network: reserved port collision http=8080", 2));
    }

    @Test
    void a_static_port_may_be_shared_when_collisions_are_ignored() {
        cluster.node("n1");
        Port port = new Port("http", 8080, 0, "default", true);
        cluster.run(asking(
                2, NetworkResourceBuilder.builder().reservedPorts(List.of(port)).build()));
        assertThat(cluster.live("web")).hasSize(2);
    }

    @Test
    void a_static_port_is_free_again_once_its_holder_has_ended_and_not_when_it_is_told_to() {
        cluster.node("n1");
        cluster.run(asking(1, staticPort("http", 8080)));
        Allocation holder = cluster.only("web");
        cluster.stopJob("web");
        cluster.evaluate("web");
        Job other = service("other", 1, g -> g.networks(List.of(staticPort("http", 8080))));
        Outcome.Planned refused = cluster.run(other);
        assertThat(dimensions(refused)).containsExactly(Map.entry("network: reserved port collision http=8080", 1));
        cluster.report(holder, ClientStatus.COMPLETE);
        cluster.evaluate("other");
        assertThat(cluster.live("other")).hasSize(1);
    }

    @Test
    void a_replacement_takes_over_the_static_port_that_its_own_plan_frees() {
        cluster.node("n1");
        cluster.run(asking(1, staticPort("http", 8080)));
        Allocation first = cluster.only("web");
        cluster.run(changed("second"));
        Allocation second = cluster.only("web");
        assertThat(second.previousAllocation()).isEqualTo(first.id());
        cluster.run(changed("third"));
        assertThat(cluster.only("web").id()).isEqualTo(second.id());
        cluster.report(cluster.allocation(first.id()), ClientStatus.COMPLETE);
        cluster.evaluate("web");
        assertThat(cluster.only("web").previousAllocation()).isEqualTo(second.id());
    }

    private static Job changed(String meta) {
        return service(
                "web",
                1,
                g -> JobFiles.asking(10, 10)
                        .apply(g)
                        .meta(Map.of("version", meta))
                        .networks(List.of(staticPort("http", 8080))));
    }

    @Test
    void ports_that_the_node_reserves_are_not_given_away() {
        cluster.node(
                "n1",
                b -> b.reservedResources(
                        new NodeReservedResources(null, null, null, new NodeReservedNetworkResources("22,8000-8100"))));
        Outcome.Planned planned = cluster.run(asking(1, staticPort("http", 8080)));
        assertThat(dimensions(planned)).containsExactly(Map.entry("network: reserved port collision http=8080", 1));
    }

    @Test
    void ports_reserved_on_one_address_leave_the_other_addresses_free() {
        NodeNetworkAddress first = new NodeNetworkAddress("ipv4", "default", "10.0.0.1", "8080", "");
        cluster.node(
                "n1",
                b -> b.nodeResources(NodeResourcesBuilder.builder(Machines.resources(4000, 8000))
                        .nodeNetworks(List.of(Machines.host(first, Machines.address("default", "10.0.0.2"))))
                        .build()));
        cluster.run(asking(1, staticPort("http", 8080)));
        assertThat(shared(cluster.only("web")).ports().getFirst().hostIp()).isEqualTo("10.0.0.2");
    }

    @Test
    void a_host_network_decides_the_address() {
        cluster.node(
                "n1",
                b -> b.nodeResources(NodeResourcesBuilder.builder(Machines.resources(4000, 8000))
                        .nodeNetworks(List.of(Machines.host(
                                Machines.address("default", "10.0.0.1"), Machines.address("public", "192.0.2.7"))))
                        .build()));
        Port port = new Port("http", 0, 0, "public", false);
        cluster.run(asking(
                1, NetworkResourceBuilder.builder().dynamicPorts(List.of(port)).build()));
        assertThat(shared(cluster.only("web")).ports().getFirst().hostIp()).isEqualTo("192.0.2.7");
    }

    @Test
    void to_minus_one_means_the_port_of_the_host() {
        cluster.node("n1");
        Port port = new Port("http", 0, -1, "default", false);
        cluster.run(asking(
                1, NetworkResourceBuilder.builder().dynamicPorts(List.of(port)).build()));
        PortMapping mapping = shared(cluster.only("web")).ports().getFirst();
        assertThat(mapping.to()).isEqualTo(mapping.value());
    }

    @Test
    void the_same_seed_gives_the_same_ports() {
        cluster.node("n1");
        cluster.register(asking(3, dynamicPorts("http")));
        var first = cluster.plan("web").plan().placements().stream()
                .map(a -> shared(a).ports())
                .toList();
        var second = cluster.plan("web").plan().placements().stream()
                .map(a -> shared(a).ports())
                .toList();
        assertThat(first).isEqualTo(second);
    }
}
