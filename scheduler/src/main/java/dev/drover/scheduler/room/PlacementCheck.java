package dev.drover.scheduler.room;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.job.Job;
import dev.drover.model.job.NetworkResource;
import dev.drover.model.job.Port;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeDevice;
import dev.drover.model.node.NodeDeviceResource;
import dev.drover.scheduler.device.DeviceOffers;
import dev.drover.state.usage.AllocationUse;
import dev.drover.state.usage.HostPort;
import dev.drover.state.usage.NodeUsage;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether placements that somebody has decided on fit on a node together: the question of the referee, who knows what was handed out
 * and does not choose. It reads nodes as {@link GroupDemand} does, so that both agree on what there is.
 */
public final class PlacementCheck {
    private final Node node;
    private final Capacity capacity;
    private NodeUsage usage;
    private @Nullable ReservedPorts reserved;

    private PlacementCheck(Node node, NodeUsage before) {
        this.node = node;
        this.capacity = Capacity.of(node);
        this.usage = before;
    }

    /**
     * Checks one node.
     *
     * @param before what it holds without the placements
     * @param job job of the placements that name none
     * @param others whose tasks hold something on the node besides; asked only when a placement wants a volume for itself
     * @return what does not fit, or nothing when all fits
     */
    public static Optional<String> refusal(
            Node node,
            NodeUsage before,
            List<Allocation> placements,
            @Nullable Job job,
            Supplier<List<Allocation>> others) {
        if (node.nodeResources() == null) {
            return Optional.of("node has not told its resources");
        }
        return new PlacementCheck(node, before).refusal(placements, job, others);
    }

    private Optional<String> refusal(
            List<Allocation> placements, @Nullable Job job, Supplier<List<Allocation>> others) {
        for (Allocation placement : placements) {
            AllocationUse use = AllocationUse.of(placement);
            Optional<String> single = single(placement, use);
            if (single.isPresent()) {
                return single;
            }
            usage = usage.plus(use);
        }
        return exceeded().or(() -> claimed(placements, job, others));
    }

    /** What only one allocation can hold. */
    private Optional<String> single(Allocation placement, AllocationUse use) {
        Optional<String> collision = use.ports().isEmpty() ? Optional.empty() : collision(placement, use);
        if (collision.isPresent()) {
            return collision;
        }
        if (use.cores().stream().anyMatch(core -> usage.cores().contains(core) || !isReservable(core))) {
            return Optional.of("cores");
        }
        boolean noDevice = !use.devices().isEmpty()
                && (use.devices().stream().anyMatch(usage.devices()::contains)
                        || !healthyDevices().containsAll(use.devices()));
        return noDevice ? Optional.of("devices") : Optional.empty();
    }

    private Optional<String> collision(Allocation placement, AllocationUse use) {
        ReservedPorts kept = reservedPorts();
        Set<Integer> tolerated = tolerated(placement);
        for (HostPort port : use.ports()) {
            boolean taken = usage.holdsPort(port.address(), port.port()) || kept.hold(port);
            if (taken && !tolerated.contains(port.port())) {
                return Optional.of("network: port collision on " + port.port());
            }
        }
        return Optional.empty();
    }

    private ReservedPorts reservedPorts() {
        ReservedPorts known = reserved;
        if (known == null) {
            known = new ReservedPorts(HostAddress.reservedEverywhere(node.reservedResources()), HostAddress.of(node));
            reserved = known;
        }
        return known;
    }

    /** Ports that the node keeps for itself: some on all of its addresses, some on single ones. */
    private record ReservedPorts(BitSet everywhere, List<HostAddress> addresses) {
        boolean hold(HostPort port) {
            return everywhere.get(port.port())
                    || addresses.stream()
                            .filter(address -> address.address().equals(port.address()))
                            .anyMatch(address -> address.reserved().get(port.port()));
        }
    }

    /** Ports whose holder has said that others may hold them too. */
    private static Set<Integer> tolerated(Allocation placement) {
        Set<Integer> ports = new HashSet<>();
        if (placement.allocatedResources() != null) {
            if (placement.allocatedResources().shared() != null) {
                addTolerated(placement.allocatedResources().shared().networks(), ports);
            }
            placement.allocatedResources().tasks().values().forEach(task -> addTolerated(task.networks(), ports));
        }
        return ports;
    }

    private static void addTolerated(Collection<NetworkResource> networks, Set<Integer> ports) {
        for (NetworkResource network : networks) {
            network.reservedPorts().stream().filter(Port::ignoreCollision).forEach(port -> ports.add(port.value()));
        }
    }

    private boolean isReservable(int core) {
        return capacity.cores().contains(core);
    }

    private Set<String> healthyDevices() {
        Set<String> keys = new HashSet<>();
        if (node.nodeResources() != null) {
            for (NodeDeviceResource group : node.nodeResources().devices()) {
                group.instances().stream()
                        .filter(NodeDevice::healthy)
                        .forEach(instance -> keys.add(DeviceOffers.key(group, instance.id())));
            }
        }
        return keys;
    }

    private Optional<String> exceeded() {
        if (usage.cpuMhz() > capacity.cpuMhz()) {
            return Optional.of("cpu");
        }
        if (usage.memoryMb() > capacity.memoryMb()) {
            return Optional.of("memory");
        }
        if (usage.diskMb() > capacity.diskMb()) {
            return Optional.of("disk");
        }
        boolean tooMany = capacity.maxAllocations() > 0 && usage.allocations() > capacity.maxAllocations();
        return tooMany ? Optional.of("max allocation exceeded") : Optional.empty();
    }

    private static Optional<String> claimed(
            List<Allocation> placements, @Nullable Job job, Supplier<List<Allocation>> others) {
        List<String> wanted = placements.stream()
                .flatMap(placement -> wanted(placement, job).stream())
                .toList();
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        Set<String> held = others.get().stream()
                .flatMap(other -> VolumeNeeds.exclusive(other).stream())
                .collect(Collectors.toSet());
        return wanted.stream()
                .filter(volume -> !held.add(volume))
                .findFirst()
                .map(volume -> new Shortfall.VolumeClaimed(volume).veto().reason());
    }

    private static List<String> wanted(Allocation placement, @Nullable Job job) {
        Job own = placement.job() == null ? job : placement.job();
        return own == null ? List.of() : VolumeNeeds.exclusive(placement, own);
    }
}
