package dev.drover.scheduler.room;

import dev.drover.model.alloc.PortMapping;
import dev.drover.model.job.NetworkResource;
import dev.drover.model.job.NetworkResourceBuilder;
import dev.drover.model.job.Port;
import dev.drover.scheduler.feasibility.Targets;
import dev.drover.state.usage.HostPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Hands out the ports that one allocation asks for on one node. Static ports go to the first address of their host network where
 * they are free; dynamic ones are looked for from a random place of the node's range on, so that a port is not given to the next
 * allocation right after the last one left it. Stops at the first port that cannot be had.
 */
final class PortAssignment {
    private static final int SAME_AS_HOST = -1;

    private final NodeRoom room;
    private final RandomGenerator random;
    private final List<HostAddress> addresses;
    private final Set<Integer> spokenFor;
    private final List<HostPort> taken;
    private final boolean defaultNetworkOnly;
    private final List<PortMapping> mappings = new ArrayList<>();
    private @Nullable Shortfall refusal;

    private PortAssignment(
            NodeRoom room,
            List<HostAddress> addresses,
            RandomGenerator random,
            Set<Integer> spokenFor,
            List<HostPort> taken,
            boolean defaultNetworkOnly) {
        this.room = room;
        this.addresses = addresses;
        this.random = random;
        this.spokenFor = spokenFor;
        this.taken = taken;
        this.defaultNetworkOnly = defaultNetworkOnly;
    }

    /**
     * Starts to assign.
     *
     * @param spokenFor static ports of the same allocation, which dynamic ones must leave alone
     */
    static PortAssignment on(NodeRoom room, RandomGenerator random, Set<Integer> spokenFor) {
        return new PortAssignment(room, room.addresses(), random, spokenFor, new ArrayList<>(), false);
    }

    /** The networks with their ports filled in; look at {@link #refusal} before using them. */
    List<NetworkResource> assign(List<NetworkResource> asked) {
        List<NetworkResource> assigned = new ArrayList<>(asked.size());
        for (NetworkResource network : asked) {
            assigned.add(assign(network));
        }
        return assigned;
    }

    /** Goes on for the networks of single tasks, whose ports have no address each: all of them are on the node's first address. */
    PortAssignment forTasks() {
        HostAddress usual = usualAddress();
        List<HostAddress> first = usual == null ? List.of() : List.of(usual);
        return new PortAssignment(room, first, random, spokenFor, taken, true);
    }

    private @Nullable HostAddress usualAddress() {
        for (HostAddress address : addresses) {
            if (address.network().equals(HostAddress.DEFAULT_NETWORK)) {
                return address;
            }
        }
        return null;
    }

    Optional<Shortfall> refusal() {
        return Optional.ofNullable(refusal);
    }

    List<PortMapping> mappings() {
        return mappings;
    }

    private NetworkResource assign(NetworkResource asked) {
        Port[] reserved = new Port[asked.reservedPorts().size()];
        for (int which = 0; which < reserved.length; which++) {
            reserved[which] = assignStatic(asked.reservedPorts().get(which));
        }
        Port[] dynamic = new Port[asked.dynamicPorts().size()];
        for (int which = 0; which < dynamic.length; which++) {
            dynamic[which] = assignDynamic(asked.dynamicPorts().get(which));
        }
        HostAddress usual = usualAddress();
        String ip = usual == null ? "" : usual.address();
        return NetworkResourceBuilder.builder(asked)
                .ip(ip)
                .reservedPorts(List.of(reserved))
                .dynamicPorts(List.of(dynamic))
                .build();
    }

    private Port assignStatic(Port asked) {
        List<HostAddress> possible = addressesOf(asked);
        for (HostAddress address : possible) {
            if (asked.ignoreCollision() || isFree(address, asked.value())) {
                return take(asked, address, asked.value());
            }
        }
        refuse(possible.isEmpty() ? noAddress(asked) : held(asked, possible));
        return asked;
    }

    private static Shortfall held(Port asked, List<HostAddress> addresses) {
        List<HostPort> places = new ArrayList<>(addresses.size());
        for (HostAddress address : addresses) {
            if (!address.reserved().get(asked.value())) {
                places.add(new HostPort(address.address(), asked.value()));
            }
        }
        return new Shortfall.PortHeld(asked.label(), asked.value(), places);
    }

    private Port assignDynamic(Port asked) {
        List<HostAddress> possible = addressesOf(asked);
        if (possible.isEmpty()) {
            refuse(noAddress(asked));
            return asked;
        }
        DynamicRange range = DynamicRange.of(room.node());
        int size = range.size();
        int start = size > 0 ? random.nextInt(size) : 0;
        for (HostAddress address : possible) {
            for (int i = 0; i < size; i++) {
                int port = range.first() + (start + i) % size;
                if (!spokenFor.contains(port) && isFree(address, port)) {
                    return take(asked, address, port);
                }
            }
        }
        refuse(new Shortfall.DynamicPorts(asked.label()));
        return asked;
    }

    private List<HostAddress> addressesOf(Port asked) {
        String network = networkOf(asked);
        if (addresses.size() == 1) {
            return addresses.getFirst().network().equals(network) ? addresses : List.of();
        }
        List<HostAddress> possible = new ArrayList<>(addresses.size());
        for (HostAddress address : addresses) {
            if (address.network().equals(network)) {
                possible.add(address);
            }
        }
        return possible;
    }

    /** The host network may be told by an attribute of the node. */
    private String networkOf(Port asked) {
        return defaultNetworkOnly || asked.hostNetwork().isEmpty()
                ? HostAddress.DEFAULT_NETWORK
                : Targets.resolve(asked.hostNetwork(), room.node()).orElse(asked.hostNetwork());
    }

    private boolean isFree(HostAddress address, int port) {
        return !address.reserved().get(port)
                && !room.usage().holdsPort(address.address(), port)
                && !isTaken(address.address(), port);
    }

    /** An allocation has few ports, so that a list does. */
    private boolean isTaken(String address, int port) {
        for (HostPort mine : taken) {
            if (mine.port() == port && mine.address().equals(address)) {
                return true;
            }
        }
        return false;
    }

    private Port take(Port asked, HostAddress address, int value) {
        taken.add(new HostPort(address.address(), value));
        int to = asked.to() == SAME_AS_HOST ? value : asked.to();
        mappings.add(new PortMapping(asked.label(), value, to, address.address()));
        return new Port(asked.label(), value, to, asked.hostNetwork(), asked.ignoreCollision());
    }

    private Shortfall noAddress(Port asked) {
        return new Shortfall.NoAddress(networkOf(asked));
    }

    private void refuse(Shortfall reason) {
        if (refusal == null) {
            refusal = reason;
        }
    }
}
