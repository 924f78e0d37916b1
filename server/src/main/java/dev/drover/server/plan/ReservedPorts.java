package dev.drover.server.plan;

import dev.drover.model.node.Node;
import dev.drover.model.node.NodeNetworkAddress;
import dev.drover.model.node.NodeNetworkResource;
import dev.drover.model.node.NodeReservedResources;
import dev.drover.state.usage.HostPort;
import dev.drover.state.usage.PortRanges;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** Ports that a node keeps for itself: some on all of its addresses, some on single ones. */
record ReservedPorts(BitSet everywhere, Map<String, BitSet> byAddress) {
    static ReservedPorts of(Node node) {
        Map<String, BitSet> byAddress = new HashMap<>();
        if (node.nodeResources() != null) {
            for (NodeNetworkResource network : node.nodeResources().nodeNetworks()) {
                for (NodeNetworkAddress address : network.addresses()) {
                    byAddress
                            .computeIfAbsent(address.address(), unseen -> new BitSet())
                            .or(PortRanges.parse(address.reservedPorts()));
                }
            }
        }
        NodeReservedResources reserved = node.reservedResources();
        BitSet everywhere = reserved == null || reserved.networks() == null
                ? new BitSet()
                : PortRanges.parse(reserved.networks().reservedHostPorts());
        return new ReservedPorts(everywhere, byAddress);
    }

    boolean holds(HostPort port) {
        BitSet own = byAddress.get(port.address());
        return everywhere.get(port.port()) || (own != null && own.get(port.port()));
    }
}
