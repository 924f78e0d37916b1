package dev.drover.scheduler.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.PortMapping;
import dev.drover.model.job.NetworkResource;
import dev.drover.model.job.NetworkResourceBuilder;
import dev.drover.model.job.Port;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeNetworkAddress;
import dev.drover.scheduler.Machines;
import dev.drover.state.usage.HostPort;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Ports handed out on one node with few of them: dynamic ones are 100 to 105. */
final class PortAssignmentTest {
    private static NodeNetworkAddress address(String network, String address, String reserved) {
        return new NodeNetworkAddress("ipv4", network, address, reserved, "");
    }

    private static Node node(NodeNetworkAddress... addresses) {
        return RoomKit.node(
                b -> b.minDynamicPort(100).maxDynamicPort(105).nodeNetworks(List.of(Machines.host(addresses))));
    }

    private static final NodeNetworkAddress FIRST = address("default", "10.0.0.1", "");
    private static final NodeNetworkAddress SECOND = address("default", "10.0.0.2", "");
    private static final NodeNetworkAddress PUBLIC = address("public", "1.2.3.4", "");

    private static Port fixed(int value, String network) {
        return new Port("p" + value, value, 0, network, false);
    }

    private static Port any(String label, String network) {
        return new Port(label, 0, 0, network, false);
    }

    private static NetworkResource asking(List<Port> reserved, List<Port> dynamic) {
        return NetworkResourceBuilder.builder()
                .mode("host")
                .reservedPorts(reserved)
                .dynamicPorts(dynamic)
                .build();
    }

    private static PortAssignment on(NodeRoom room, Integer... spokenFor) {
        return PortAssignment.on(room, new SplittableRandom(7), Set.of(spokenFor));
    }

    private static List<String> places(PortAssignment assignment) {
        return assignment.mappings().stream()
                .map(mapping -> mapping.hostIp() + ":" + mapping.value())
                .toList();
    }

    @Test
    void a_static_port_goes_to_the_first_address_of_its_network_that_has_it() {
        NodeRoom room = RoomKit.room(node(FIRST, SECOND, PUBLIC), RoomKit.ports(new HostPort("10.0.0.1", 80)));
        PortAssignment assignment = on(room);
        assignment.assign(
                List.of(asking(List.of(fixed(80, ""), fixed(81, "default"), fixed(80, "public")), List.of())));
        assertThat(places(assignment)).containsExactly("10.0.0.2:80", "10.0.0.1:81", "1.2.3.4:80");
        assertThat(assignment.refusal()).isEmpty();
    }

    @Test
    void a_static_port_that_is_held_everywhere_names_where() {
        NodeRoom room = RoomKit.room(
                node(FIRST, address("default", "10.0.0.2", "80")), RoomKit.ports(new HostPort("10.0.0.1", 80)));
        PortAssignment assignment = on(room);
        assignment.assign(List.of(asking(List.of(fixed(80, "")), List.of())));
        assertThat(assignment.refusal())
                .hasValue(new Shortfall.PortHeld("p80", 80, List.of(new HostPort("10.0.0.1", 80))));
    }

    @Test
    void a_port_held_without_an_address_is_held_on_all() {
        NodeRoom room = RoomKit.room(node(FIRST, SECOND), RoomKit.ports(new HostPort("", 80)));
        PortAssignment assignment = on(room);
        assignment.assign(List.of(asking(List.of(fixed(80, "")), List.of())));
        assertThat(assignment.refusal()).isPresent();
    }

    @Test
    void the_same_static_port_twice_takes_two_addresses_and_no_third() {
        PortAssignment assignment = on(RoomKit.room(node(FIRST, SECOND)));
        assignment.assign(List.of(asking(List.of(fixed(80, ""), fixed(80, "")), List.of())));
        assertThat(places(assignment)).containsExactly("10.0.0.1:80", "10.0.0.2:80");
        assignment.assign(List.of(asking(List.of(fixed(80, "")), List.of())));
        assertThat(assignment.refusal()).isPresent();
    }

    @Test
    void who_ignores_collisions_gets_a_port_that_is_held_or_kept() {
        NodeRoom room =
                RoomKit.room(node(address("default", "10.0.0.1", "81")), RoomKit.ports(new HostPort("10.0.0.1", 80)));
        PortAssignment assignment = on(room);
        assignment.assign(
                List.of(asking(List.of(new Port("a", 80, 0, "", true), new Port("b", 81, 0, "", true)), List.of())));
        assertThat(places(assignment)).containsExactly("10.0.0.1:80", "10.0.0.1:81");
    }

    @Test
    void a_network_that_the_node_does_not_have_is_named() {
        PortAssignment fixed = on(RoomKit.room(node(FIRST)));
        fixed.assign(List.of(asking(List.of(fixed(80, "vpn")), List.of())));
        assertThat(fixed.refusal()).hasValue(new Shortfall.NoAddress("vpn"));
        PortAssignment dynamic = on(RoomKit.room(node(FIRST, SECOND)));
        dynamic.assign(List.of(asking(List.of(), List.of(any("http", "vpn")))));
        assertThat(dynamic.refusal()).hasValue(new Shortfall.NoAddress("vpn"));
    }

    @Test
    void only_the_first_refusal_is_told() {
        PortAssignment assignment = on(RoomKit.room(node(FIRST)));
        assignment.assign(List.of(asking(List.of(fixed(80, "a"), fixed(80, "b")), List.of(any("c", "d")))));
        assertThat(assignment.refusal()).hasValue(new Shortfall.NoAddress("a"));
    }

    @Test
    void dynamic_ports_leave_alone_what_the_same_allocation_wants_statically() {
        PortAssignment assignment = on(RoomKit.room(node(FIRST)), 100, 101, 102, 103, 104);
        assignment.assign(List.of(asking(List.of(), List.of(any("http", "")))));
        assertThat(places(assignment)).containsExactly("10.0.0.1:105");
    }

    @Test
    void the_last_dynamic_port_is_found_and_no_further_one() {
        PortAssignment assignment = on(RoomKit.room(node(FIRST)));
        List<Port> six = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            six.add(any("p" + i, ""));
        }
        assignment.assign(List.of(asking(List.of(), six)));
        assertThat(assignment.mappings())
                .extracting(PortMapping::value)
                .containsExactlyInAnyOrder(100, 101, 102, 103, 104, 105);
        assignment.assign(List.of(asking(List.of(), List.of(any("last", "")))));
        assertThat(assignment.refusal()).hasValue(new Shortfall.DynamicPorts("last"));
    }

    @Test
    void a_node_without_dynamic_ports_gives_none() {
        Node node = RoomKit.node(b -> b.minDynamicPort(200).maxDynamicPort(100));
        PortAssignment assignment = on(RoomKit.room(node));
        assignment.assign(List.of(asking(List.of(), List.of(any("http", "")))));
        assertThat(assignment.refusal()).hasValue(new Shortfall.DynamicPorts("http"));
    }

    @Test
    void the_network_comes_back_with_its_ports_and_the_first_default_address() {
        PortAssignment assignment = on(RoomKit.room(node(PUBLIC, SECOND, FIRST)));
        NetworkResource asked =
                asking(List.of(new Port("web", 80, -1, "public", false)), List.of(new Port("db", 0, 5432, "", false)));
        NetworkResource assigned = assignment.assign(List.of(asked)).getFirst();
        assertThat(assigned.ip()).isEqualTo("10.0.0.2");
        assertThat(assigned.mode()).isEqualTo("host");
        assertThat(assigned.reservedPorts()).containsExactly(new Port("web", 80, 80, "public", false));
        Port dynamic = assigned.dynamicPorts().getFirst();
        assertThat(dynamic.to()).isEqualTo(5432);
        assertThat(dynamic.value()).isBetween(100, 105);
        assertThat(assignment.mappings())
                .containsExactly(
                        new PortMapping("web", 80, 80, "1.2.3.4"),
                        new PortMapping("db", dynamic.value(), 5432, "10.0.0.2"));
    }

    @Test
    void a_dynamic_port_may_be_the_same_inside_as_outside() {
        PortAssignment assignment = on(RoomKit.room(node(FIRST)));
        assignment.assign(List.of(asking(List.of(), List.of(new Port("http", 0, -1, "", false)))));
        PortMapping mapping = assignment.mappings().getFirst();
        assertThat(mapping.to()).isEqualTo(mapping.value());
    }

    @Test
    void tasks_get_their_ports_on_the_first_default_address_whatever_network_they_name() {
        PortAssignment assignment = on(RoomKit.room(node(PUBLIC, FIRST, SECOND)));
        PortAssignment tasks = assignment.forTasks();
        tasks.assign(List.of(asking(List.of(fixed(80, "public")), List.of())));
        assertThat(places(tasks)).containsExactly("10.0.0.1:80");
        assertThat(assignment.mappings()).isEmpty();
    }

    @Test
    void tasks_and_group_do_not_get_the_same_port() {
        PortAssignment assignment = on(RoomKit.room(node(FIRST)));
        assignment.assign(List.of(asking(List.of(fixed(80, "")), List.of())));
        PortAssignment tasks = assignment.forTasks();
        tasks.assign(List.of(asking(List.of(fixed(80, "")), List.of())));
        assertThat(tasks.refusal()).isPresent();
        assertThat(assignment.refusal()).isEmpty();
    }

    @Test
    void without_a_default_address_tasks_get_no_ports() {
        PortAssignment tasks = on(RoomKit.room(node(PUBLIC))).forTasks();
        tasks.assign(List.of(asking(List.of(), List.of(any("http", "")))));
        assertThat(tasks.refusal()).hasValue(new Shortfall.NoAddress("default"));
    }

    /** Whether so many dynamic ports can be had beside the static one: counts what is free, address by address. */
    private static boolean naive(Node node, Set<HostPort> held, Optional<Integer> fixed, int dynamic) {
        int free = 0;
        boolean place = fixed.isEmpty();
        for (HostAddress address : HostAddress.of(node)) {
            for (int port = 100; port <= 105; port++) {
                boolean taken = address.reserved().get(port)
                        || held.contains(new HostPort(address.address(), port))
                        || held.contains(new HostPort("", port))
                        || fixed.orElse(0) == port;
                free += taken ? 0 : 1;
            }
            place |= fixed.filter(port -> !address.reserved().get(port)
                            && !held.contains(new HostPort(address.address(), port))
                            && !held.contains(new HostPort("", port)))
                    .isPresent();
        }
        return place && free >= dynamic;
    }

    @Test
    void any_node_gives_ports_exactly_when_counting_says_so_and_none_twice() {
        Random random = new Random(17);
        int refused = 0;
        for (int round = 0; round < 2_000; round++) {
            NodeNetworkAddress first = address("default", "10.0.0.1", random.nextBoolean() ? "" : "101,103-104");
            Node node = random.nextBoolean() ? node(first) : node(first, SECOND);
            Set<HostPort> held = new HashSet<>();
            for (int i = random.nextInt(7); i > 0; i--) {
                String[] where = {"", "10.0.0.1", "10.0.0.2"};
                held.add(new HostPort(where[random.nextInt(3)], 99 + random.nextInt(8)));
            }
            Optional<Integer> fixed = random.nextBoolean() ? Optional.empty() : Optional.of(99 + random.nextInt(8));
            int wanted = random.nextInt(8);
            List<Port> dynamic = new ArrayList<>();
            for (int i = 0; i < wanted; i++) {
                dynamic.add(any("d" + i, ""));
            }
            NodeRoom room = RoomKit.room(node, RoomKit.ports(held.toArray(new HostPort[0])));
            PortAssignment assignment = PortAssignment.on(
                    room, new SplittableRandom(round), fixed.map(Set::of).orElse(Set.of()));
            assignment.assign(List.of(asking(
                    fixed.map(port -> List.of(fixed(port, ""))).orElse(List.of()), dynamic)));
            assertThat(assignment.refusal().isEmpty())
                    .as("%s held, %s and %d wanted", held, fixed, wanted)
                    .isEqualTo(naive(node, held, fixed, wanted));
            assertThat(places(assignment)).doesNotHaveDuplicates();
            refused += assignment.refusal().isPresent() ? 1 : 0;
        }
        assertThat(refused).as("rounds that found no ports").isBetween(200, 1_800);
    }
}
