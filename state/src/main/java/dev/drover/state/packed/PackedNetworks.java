package dev.drover.state.packed;

import dev.drover.model.job.NetworkResource;
import dev.drover.model.job.NetworkResourceBuilder;
import dev.drover.model.job.Port;
import dev.drover.model.job.PortBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The networks of an allocation: the values of ports apart from all that they have in common with those of other allocations. */
final class PackedNetworks extends PackedList<NetworkResource> {
    private static final int KINDS = 1 << 12;
    private static final Common<List<NetworkResource>> COMMON = new Common<>(KINDS);

    /** With 0 for each value of a port. */
    private final List<NetworkResource> common;

    /** Of the reserved ports of the first network, its dynamic ones, those of the next. */
    private final int[] values;

    private PackedNetworks(List<NetworkResource> common, int[] values) {
        this.common = common;
        this.values = values;
    }

    static List<NetworkResource> of(List<NetworkResource> networks) {
        if (networks.isEmpty() || networks instanceof PackedNetworks) {
            return networks;
        }
        List<NetworkResource> without = new ArrayList<>(networks.size());
        IntStream.Builder values = IntStream.builder();
        for (NetworkResource network : networks) {
            network.reservedPorts().forEach(port -> values.add(port.value()));
            network.dynamicPorts().forEach(port -> values.add(port.value()));
            int[] none = new int[ports(network)];
            without.add(valued(network, none, 0));
        }
        return new PackedNetworks(
                COMMON.same(List.copyOf(without)), values.build().toArray());
    }

    int[] values() {
        return values;
    }

    private static int ports(NetworkResource network) {
        return network.reservedPorts().size() + network.dynamicPorts().size();
    }

    private static NetworkResource valued(NetworkResource network, int[] values, int from) {
        int dynamic = from + network.reservedPorts().size();
        return NetworkResourceBuilder.builder(network)
                .reservedPorts(valued(network.reservedPorts(), values, from))
                .dynamicPorts(valued(network.dynamicPorts(), values, dynamic))
                .build();
    }

    private static List<Port> valued(List<Port> ports, int[] values, int from) {
        if (ports.isEmpty()) {
            return ports;
        }
        List<Port> valued = new ArrayList<>(ports.size());
        for (Port port : ports) {
            valued.add(PortBuilder.builder(port)
                    .value(values[from + valued.size()])
                    .build());
        }
        return valued;
    }

    @Override
    public NetworkResource get(int place) {
        int from = 0;
        for (int before = 0; before < place; before++) {
            from += ports(common.get(before));
        }
        return valued(common.get(place), values, from);
    }

    @Override
    public int size() {
        return common.size();
    }
}
