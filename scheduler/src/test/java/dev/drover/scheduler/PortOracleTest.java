package dev.drover.scheduler;

import static dev.drover.scheduler.JobFiles.service;
import static dev.drover.scheduler.PlacingKit.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.PortMapping;
import dev.drover.model.job.NetworkResource;
import dev.drover.model.job.NetworkResourceBuilder;
import dev.drover.model.job.Port;
import dev.drover.model.node.NodeNetworkAddress;
import dev.drover.model.node.NodeReservedNetworkResources;
import dev.drover.model.node.NodeReservedResources;
import dev.drover.model.node.NodeResourcesBuilder;
import dev.drover.state.Statuses;
import dev.drover.state.usage.HostPort;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ports of many allocations on one node against plain sets of what is held where. The node gives away 30000 to 30007 as dynamic ones. */
final class PortOracleTest {
    private static final List<HostPort> KEPT = List.of(
            new HostPort("10.0.0.1", 30_003),
            new HostPort("10.0.0.2", 30_003),
            new HostPort("10.0.0.3", 30_003),
            new HostPort("10.0.0.1", 8_001),
            new HostPort("10.0.0.2", 8_001),
            new HostPort("10.0.0.3", 8_001),
            new HostPort("10.0.0.2", 8_002),
            new HostPort("10.0.0.3", 30_000));
    private static final Map<String, List<String>> ADDRESSES =
            Map.of("default", List.of("10.0.0.1", "10.0.0.2"), "public", List.of("10.0.0.3"));

    private final Cluster cluster = new Cluster();

    private void node() {
        NodeNetworkAddress second = new NodeNetworkAddress("ipv4", "default", "10.0.0.2", "8002", "");
        NodeNetworkAddress third = new NodeNetworkAddress("ipv4", "public", "10.0.0.3", "30000", "");
        cluster.node(
                "n1",
                b -> b.nodeResources(NodeResourcesBuilder.builder(Machines.resources(4000, 8000))
                                .nodeNetworks(
                                        List.of(Machines.host(Machines.address("default", "10.0.0.1"), second, third)))
                                .minDynamicPort(30_000)
                                .maxDynamicPort(30_007)
                                .build())
                        .reservedResources(new NodeReservedResources(
                                null, null, null, new NodeReservedNetworkResources("8001,30003"))));
    }

    private static NetworkResource network(Random random) {
        List<Port> reserved = new ArrayList<>();
        List<Port> dynamic = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            int value = random.nextBoolean() ? 8_000 + random.nextInt(4) : 30_000 + random.nextInt(8);
            reserved.add(new Port("s" + i, value, random.nextInt(2) * -1, hostNetwork(random), false));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            dynamic.add(new Port("d" + i, 0, random.nextInt(3) - 1, hostNetwork(random), false));
        }
        return NetworkResourceBuilder.builder()
                .reservedPorts(reserved)
                .dynamicPorts(dynamic)
                .build();
    }

    private static String hostNetwork(Random random) {
        return List.of("default", "", "public").get(random.nextInt(3));
    }

    private static List<String> addresses(Port port) {
        return Objects.requireNonNull(ADDRESSES.get(port.hostNetwork().isEmpty() ? "default" : port.hostNetwork()));
    }

    private static List<PortMapping> mappings(Allocation allocation) {
        return Objects.requireNonNull(
                        Objects.requireNonNull(allocation.allocatedResources()).shared())
                .ports();
    }

    private Set<HostPort> held() {
        Set<HostPort> held = new HashSet<>(KEPT);
        cluster.state().allocations().stream()
                .filter(Statuses::holdsRoom)
                .flatMap(allocation -> mappings(allocation).stream())
                .forEach(mapping -> held.add(new HostPort(mapping.hostIp(), mapping.value())));
        return held;
    }

    /** Static ports go to the first address where they are free; then there has to be something left for each dynamic one. */
    private static boolean canBeHad(NetworkResource network, Set<HostPort> before) {
        Set<HostPort> held = new HashSet<>(before);
        Set<Integer> spokenFor = new HashSet<>();
        for (Port port : network.reservedPorts()) {
            spokenFor.add(port.value());
            Optional<HostPort> free = addresses(port).stream()
                    .map(address -> new HostPort(address, port.value()))
                    .filter(place -> !held.contains(place))
                    .findFirst();
            if (free.isEmpty()) {
                return false;
            }
            held.add(free.get());
        }
        for (String name : List.of("default", "public")) {
            long wanted = network.dynamicPorts().stream()
                    .filter(port -> name.equals("public") == port.hostNetwork().equals("public"))
                    .count();
            long free = 0;
            for (String address : Objects.requireNonNull(ADDRESSES.get(name))) {
                for (int value = 30_000; value <= 30_007; value++) {
                    free += spokenFor.contains(value) || held.contains(new HostPort(address, value)) ? 0 : 1;
                }
            }
            if (wanted > free) {
                return false;
            }
        }
        return true;
    }

    private static void assertAsAsked(NetworkResource network, List<PortMapping> given, Set<HostPort> before) {
        List<Port> asked = new ArrayList<>(network.reservedPorts());
        asked.addAll(network.dynamicPorts());
        assertThat(given)
                .extracting(PortMapping::label)
                .isEqualTo(asked.stream().map(Port::label).toList());
        Set<HostPort> places = new HashSet<>();
        for (int i = 0; i < given.size(); i++) {
            Port port = asked.get(i);
            PortMapping mapping = given.get(i);
            HostPort place = new HostPort(mapping.hostIp(), mapping.value());
            assertThat(before).doesNotContain(place);
            assertThat(places.add(place)).as("given once").isTrue();
            assertThat(addresses(port)).contains(mapping.hostIp());
            assertThat(mapping.to()).isEqualTo(port.to() == -1 ? mapping.value() : port.to());
            if (i < network.reservedPorts().size()) {
                assertThat(mapping.value()).isEqualTo(port.value());
            } else {
                assertThat(mapping.value()).isBetween(30_000, 30_007);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void ports_are_given_exactly_when_they_can_be_had_and_each_once(long seed) {
        Random random = new Random(seed);
        node();
        cluster.seed(seed);
        int placed = 0;
        int refused = 0;
        for (int step = 0; step < 40; step++) {
            NetworkResource network = network(random);
            Set<HostPort> before = held();
            String id = "j" + step;
            cluster.run(service(id, 1, g -> JobFiles.asking(1, 1).apply(g).networks(List.of(network))));
            boolean given = !cluster.live(id).isEmpty();
            assertThat(given).as("%s with %s held", network, before).isEqualTo(canBeHad(network, before));
            if (given) {
                assertAsAsked(network, mappings(cluster.only(id)), before);
            }
            placed += given ? 1 : 0;
            refused += given ? 0 : 1;
            if (given && random.nextInt(3) == 0) {
                cluster.report(cluster.only(id), ClientStatus.COMPLETE);
            }
        }
        assertThat(placed).isPositive();
        assertThat(refused).isPositive();
    }

    @ParameterizedTest(name = "reserved {0}")
    @CsvSource({
        "'', true",
        "'8080', false",
        "'22, 8080 ,443', false",
        "'8000-8100', false",
        "'8081-8100', true",
        "'8000-8079', true",
        "'8080-8080', false",
        "'8100-8000', true",
        "'eighty,8080', false",
        "'70000,8080', false",
        "'0-65535', false",
    })
    void lists_of_reserved_ports_are_read_as_nodes_write_them(String reserved, boolean free) {
        cluster.node(
                "n1",
                b -> b.reservedResources(
                        new NodeReservedResources(null, null, null, new NodeReservedNetworkResources(reserved))));
        cluster.run(service("web", 1, g -> g.networks(List.of(JobFiles.staticPort("http", 8080)))));
        assertThat(cluster.live("web")).hasSize(free ? 1 : 0);
    }

    @ParameterizedTest(name = "range {0} to {1}")
    @CsvSource({"0, 0, 20000, 32000", "40000, 40000, 40000, 40000", "0, 20001, 20000, 20001", "31999, 0, 31999, 32000"})
    void the_range_of_dynamic_ports_is_the_usual_one_where_the_node_names_no_end(
            int least, int most, int first, int last) {
        cluster.node(
                "n1",
                b -> b.nodeResources(NodeResourcesBuilder.builder(Machines.resources(4000, 8000))
                        .minDynamicPort(least)
                        .maxDynamicPort(most)
                        .build()));
        cluster.run(
                service("web", 5, g -> JobFiles.asking(1, 1).apply(g).networks(List.of(JobFiles.dynamicPorts("a")))));
        assertThat(cluster.live("web")).hasSize(Math.min(5, last - first + 1));
        assertThat(cluster.live("web"))
                .allSatisfy(allocation ->
                        assertThat(mappings(allocation).getFirst().value()).isBetween(first, last));
    }

    @Test
    void a_range_that_ends_before_it_begins_has_no_ports() {
        cluster.node(
                "n1",
                b -> b.nodeResources(NodeResourcesBuilder.builder(Machines.resources(4000, 8000))
                        .minDynamicPort(30_000)
                        .maxDynamicPort(29_000)
                        .build()));
        Outcome.Planned planned = cluster.run(service("web", 1, g -> g.networks(List.of(JobFiles.dynamicPorts("a")))));
        assertThat(failure(planned).dimensionExhausted()).containsOnlyKeys("network: dynamic port selection failed");
    }

    @Test
    void a_static_port_may_lie_within_the_dynamic_range() {
        node();
        cluster.run(service("web", 1, g -> g.networks(List.of(JobFiles.staticPort("http", 30_005)))));
        assertThat(mappings(cluster.only("web")).getFirst()).isEqualTo(new PortMapping("http", 30_005, 0, "10.0.0.1"));
    }

    @Test
    void other_seeds_begin_at_other_ports() {
        cluster.node("n1");
        cluster.register(service("web", 1, g -> g.networks(List.of(JobFiles.dynamicPorts("a")))));
        Set<Integer> ports = new HashSet<>();
        for (int seed = 0; seed < 20; seed++) {
            cluster.seed(seed);
            ports.add(mappings(cluster.plan("web").plan().placements().getFirst())
                    .getFirst()
                    .value());
        }
        assertThat(ports).hasSizeGreaterThan(15);
    }
}
