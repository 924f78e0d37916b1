package dev.drover.scheduler.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.job.NetworkResourceBuilder;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeBuilder;
import dev.drover.model.node.NodeNetworkAddress;
import dev.drover.model.node.NodeReservedNetworkResources;
import dev.drover.model.node.NodeReservedResources;
import dev.drover.scheduler.Machines;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The addresses of a node with what is kept on them, and the range of its dynamic ports. */
final class HostAddressTest {
    private static NodeNetworkAddress address(String alias, String address, String reserved) {
        return new NodeNetworkAddress("ipv4", alias, address, reserved, "");
    }

    private static Node with(NodeNetworkAddress... addresses) {
        return RoomKit.node(b -> b.nodeNetworks(List.of(Machines.host(addresses))));
    }

    private static Node keeping(Node node, String ports) {
        return NodeBuilder.builder(node)
                .reservedResources(new NodeReservedResources(null, null, null, new NodeReservedNetworkResources(ports)))
                .build();
    }

    @Test
    void addresses_come_in_order_with_their_host_network() {
        Node node = with(address("default", "10.0.0.1", ""), address("public", "1.2.3.4", ""));
        assertThat(HostAddress.of(node)).extracting(HostAddress::network).containsExactly("default", "public");
        assertThat(HostAddress.of(node)).extracting(HostAddress::address).containsExactly("10.0.0.1", "1.2.3.4");
    }

    @Test
    void an_address_without_a_name_is_of_the_default_network() {
        assertThat(HostAddress.of(with(address("", "10.0.0.1", ""))).getFirst().network())
                .isEqualTo("default");
    }

    @Test
    void ports_kept_on_one_address_are_not_kept_on_another() {
        List<HostAddress> both =
                HostAddress.of(with(address("a", "10.0.0.1", "22,80"), address("b", "10.0.0.2", "443")));
        assertThat(both.get(0).reserved().stream().toArray()).containsExactly(22, 80);
        assertThat(both.get(1).reserved().stream().toArray()).containsExactly(443);
    }

    @Test
    void ports_kept_by_the_node_are_kept_on_every_address() {
        Node node = keeping(with(address("a", "10.0.0.1", "22"), address("b", "10.0.0.2", "")), "100-102");
        List<HostAddress> both = HostAddress.of(node);
        assertThat(both.get(0).reserved().stream().toArray()).containsExactly(22, 100, 101, 102);
        assertThat(both.get(1).reserved().stream().toArray()).containsExactly(100, 101, 102);
    }

    @Test
    void an_older_node_tells_its_address_with_its_network() {
        Node node = RoomKit.node(b -> b.nodeNetworks(List.of())
                .networks(List.of(
                        NetworkResourceBuilder.builder().ip("").build(),
                        NetworkResourceBuilder.builder().ip("10.9.9.9").build())));
        assertThat(HostAddress.of(keeping(node, "22"))).singleElement().satisfies(only -> {
            assertThat(only.network()).isEqualTo("default");
            assertThat(only.address()).isEqualTo("10.9.9.9");
            assertThat(only.reserved().get(22)).isTrue();
        });
    }

    @Test
    void the_older_way_of_telling_does_not_count_beside_the_newer() {
        Node node = RoomKit.node(b -> b.networks(
                List.of(NetworkResourceBuilder.builder().ip("10.9.9.9").build())));
        assertThat(HostAddress.of(node)).extracting(HostAddress::address).containsExactly("10.0.0.1");
    }

    @Test
    void a_node_that_tells_nothing_has_no_address_and_keeps_nothing() {
        assertThat(HostAddress.of(Machines.machine("n1", b -> b.nodeResources(null))))
                .isEmpty();
        assertThat(HostAddress.reservedEverywhere(null).isEmpty()).isTrue();
        assertThat(HostAddress.reservedEverywhere(new NodeReservedResources(null, null, null, null))
                        .isEmpty())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        // asked range, first, last, how many
        "0, 0, 20000, 32000, 12001",
        "25000, 0, 25000, 32000, 7001",
        "0, 20000, 20000, 20000, 1",
        "500, 600, 500, 600, 101",
        "65535, 65535, 65535, 65535, 1",
        "60000, 70000, 60000, 65535, 5536",
        "600, 500, 600, 500, 0",
        "0, 100, 20000, 100, 0",
    })
    void the_range_of_dynamic_ports_has_both_its_ends(int asked, int askedLast, int first, int last, int size) {
        DynamicRange range =
                DynamicRange.of(RoomKit.node(b -> b.minDynamicPort(asked).maxDynamicPort(askedLast)));
        assertThat(range).isEqualTo(new DynamicRange(first, last));
        assertThat(range.size()).isEqualTo(size);
    }

    @Test
    void a_node_that_tells_nothing_has_the_usual_range() {
        assertThat(DynamicRange.of(Machines.machine("n1", b -> b.nodeResources(null))))
                .isEqualTo(new DynamicRange(20_000, 32_000));
    }
}
