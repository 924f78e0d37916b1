package dev.drover.scheduler.room;

import dev.drover.model.job.NetworkResource;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeNetworkAddress;
import dev.drover.model.node.NodeNetworkResource;
import dev.drover.model.node.NodeReservedResources;
import dev.drover.model.node.NodeResources;
import dev.drover.state.usage.PortRanges;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An address of a node under the name of a host network, with the ports that are not to be given away on it.
 *
 * @param network name of the host network, {@code default} where none was configured
 */
record HostAddress(String network, String address, BitSet reserved) {
    static final String DEFAULT_NETWORK = "default";

    static List<HostAddress> of(Node node) {
        NodeResources resources = node.nodeResources();
        if (resources == null) {
            return List.of();
        }
        BitSet everywhere = reservedEverywhere(node.reservedResources());
        List<HostAddress> addresses = new ArrayList<>();
        for (NodeNetworkResource network : resources.nodeNetworks()) {
            for (NodeNetworkAddress address : network.addresses()) {
                BitSet reserved = PortRanges.parse(address.reservedPorts());
                reserved.or(everywhere);
                String name = address.alias().isEmpty() ? DEFAULT_NETWORK : address.alias();
                addresses.add(new HostAddress(name, address.address(), reserved));
            }
        }
        if (addresses.isEmpty()) {
            for (NetworkResource network : resources.networks()) {
                if (!network.ip().isEmpty()) {
                    addresses.add(new HostAddress(DEFAULT_NETWORK, network.ip(), everywhere));
                }
            }
        }
        return List.copyOf(addresses);
    }

    static BitSet reservedEverywhere(@Nullable NodeReservedResources reserved) {
        return reserved == null || reserved.networks() == null
                ? new BitSet()
                : PortRanges.parse(reserved.networks().reservedHostPorts());
    }
}
