package dev.drover.server.plan;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.job.NetworkResource;
import dev.drover.model.job.Port;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeStatus;
import dev.drover.model.node.SchedulingEligibility;
import dev.drover.state.State;
import dev.drover.state.Statuses;
import dev.drover.state.usage.AllocationUse;
import dev.drover.state.usage.HostPort;
import dev.drover.state.usage.NodeUsage;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Whether a node can hold what a plan wants of it, judged on the newest state and without the scheduler's code. */
final class NodeFit {
    private NodeFit() {}

    /**
     * Checks one node of a plan.
     *
     * @param before what the node holds once the plan's stops have happened
     * @param placements what the plan puts there, updates in place among them; {@code before} counts those that keep their room
     * @return why it cannot be, or nothing when it fits
     */
    static Optional<String> refusal(State state, String nodeId, NodeUsage before, List<Allocation> placements) {
        Optional<Node> found = state.node(nodeId);
        if (found.isEmpty()) {
            return Optional.of("node does not exist");
        }
        Node node = found.get();
        boolean onlyKnown = placements.stream()
                .allMatch(placement -> state.allocation(placement.id()).isPresent());
        if (!onlyKnown && node.status() != NodeStatus.READY) {
            return Optional.of("node is not ready for placements");
        }
        boolean closed =
                node.schedulingEligibility() == SchedulingEligibility.INELIGIBLE || node.drainStrategy() != null;
        if (!onlyKnown && closed) {
            return Optional.of("node is not eligible");
        }
        List<Allocation> asking = placements.stream()
                .filter(placement -> !keepsItsRoom(state, placement))
                .toList();
        boolean unasked = asking.isEmpty() || (onlyKnown && node.status() != NodeStatus.READY);
        return unasked ? Optional.empty() : overflow(node, before, asking);
    }

    /** An update in place that takes nothing anew, which is always possible, however full the node is. */
    static boolean keepsItsRoom(State state, Allocation placement) {
        return state.allocation(placement.id())
                .filter(Statuses::holdsRoom)
                .filter(known -> known.nodeId().equals(placement.nodeId()))
                .filter(known -> Objects.equals(known.allocatedResources(), placement.allocatedResources()))
                .isPresent();
    }

    private static Optional<String> overflow(Node node, NodeUsage before, List<Allocation> placements) {
        NodeUsage usage = before;
        ReservedPorts reserved = ReservedPorts.of(node);
        for (Allocation placement : placements) {
            AllocationUse use = AllocationUse.of(placement);
            Optional<String> collision = collision(usage, reserved, use, tolerated(placement));
            if (collision.isPresent()) {
                return collision;
            }
            usage = usage.plus(use);
        }
        return exceeded(node, usage);
    }

    private static Optional<String> collision(
            NodeUsage usage, ReservedPorts reserved, AllocationUse use, Set<Integer> tolerated) {
        for (HostPort port : use.ports()) {
            boolean taken = usage.holdsPort(port.address(), port.port()) || reserved.holds(port);
            if (taken && !tolerated.contains(port.port())) {
                return Optional.of("network: port collision on " + port.port());
            }
        }
        if (use.cores().stream().anyMatch(usage.cores()::contains)) {
            return Optional.of("cores");
        }
        return use.devices().stream().anyMatch(usage.devices()::contains) ? Optional.of("devices") : Optional.empty();
    }

    /** Ports whose holder has said that others may hold them too. */
    private static Set<Integer> tolerated(Allocation placement) {
        Set<Integer> ports = new HashSet<>();
        if (placement.allocatedResources() != null
                && placement.allocatedResources().shared() != null) {
            for (NetworkResource network :
                    placement.allocatedResources().shared().networks()) {
                network.reservedPorts().stream().filter(Port::ignoreCollision).forEach(port -> ports.add(port.value()));
            }
        }
        return ports;
    }

    private static Optional<String> exceeded(Node node, NodeUsage usage) {
        Optional<Resources> all = Resources.of(node);
        if (all.isEmpty()) {
            return Optional.of("node has not told its resources");
        }
        if (usage.cpuMhz() > all.get().cpuMhz()) {
            return Optional.of("cpu");
        }
        if (usage.memoryMb() > all.get().memoryMb()) {
            return Optional.of("memory");
        }
        if (usage.diskMb() > all.get().diskMb()) {
            return Optional.of("disk");
        }
        boolean tooMany = node.nodeMaxAllocs() > 0 && usage.allocations() > node.nodeMaxAllocs();
        return tooMany ? Optional.of("max allocation exceeded") : Optional.empty();
    }
}
