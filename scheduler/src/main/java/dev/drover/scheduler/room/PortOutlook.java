package dev.drover.scheduler.room;

import dev.drover.model.job.NetworkResource;
import dev.drover.model.job.Port;
import dev.drover.scheduler.feasibility.Targets;
import dev.drover.state.usage.NodeUsage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells at a glance whether a node surely has the ports for an allocation, without choosing any: thousands of nodes are looked at for
 * each that is taken. What is not sure is left to {@link PortAssignment}.
 */
final class PortOutlook {
    private final List<NetworkResource> shared;
    private final List<NetworkResource> ofTasks;

    /** How many ports the allocation takes in all, more than which it cannot take away from itself. */
    private final int wanted;

    PortOutlook(List<NetworkResource> shared, List<NetworkResource> ofTasks) {
        this.shared = shared;
        this.ofTasks = ofTasks;
        this.wanted = count(shared) + count(ofTasks);
    }

    boolean isSure(NodeRoom room) {
        for (NetworkResource network : shared) {
            if (!isSure(network, room, false)) {
                return false;
            }
        }
        for (NetworkResource network : ofTasks) {
            if (!isSure(network, room, true)) {
                return false;
            }
        }
        return true;
    }

    private boolean isSure(NetworkResource network, NodeRoom room, boolean defaultOnly) {
        for (Port port : network.reservedPorts()) {
            HostAddress address = firstAddress(port, room, defaultOnly);
            if (address == null || !isFree(address, port.value(), room.usage())) {
                return false;
            }
        }
        for (Port port : network.dynamicPorts()) {
            HostAddress address = firstAddress(port, room, defaultOnly);
            if (address == null || !hasPlenty(address, room)) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable HostAddress firstAddress(Port port, NodeRoom room, boolean defaultOnly) {
        String name = defaultOnly || port.hostNetwork().isEmpty()
                ? HostAddress.DEFAULT_NETWORK
                : Targets.resolve(port.hostNetwork(), room.node()).orElse(port.hostNetwork());
        for (HostAddress address : room.addresses()) {
            if (address.network().equals(name)) {
                return address;
            }
        }
        return null;
    }

    private static boolean isFree(HostAddress address, int port, NodeUsage usage) {
        boolean held = !usage.ports().isEmpty() && usage.holdsPort(address.address(), port);
        return !held && !address.reserved().get(port);
    }

    /** Even if all ports that are reserved or held, on whatever address, were in the range. */
    private boolean hasPlenty(HostAddress address, NodeRoom room) {
        int taken = address.reserved().cardinality() + room.usage().ports().size() + wanted;
        return DynamicRange.of(room.node()).size() >= taken;
    }

    private static int count(List<NetworkResource> networks) {
        return networks.stream()
                .mapToInt(network ->
                        network.reservedPorts().size() + network.dynamicPorts().size())
                .sum();
    }
}
