package dev.drover.scheduler.room;

import dev.drover.model.node.CpuCore;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeResources;
import dev.drover.model.node.Topology;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Where the cores of a node sit and what each counts for. Cores of different speed share the node's total in proportion, so that all of
 * them together are never more than the total, also when an operator has set it to another value than was measured.
 *
 * @param numaNodes NUMA node of each core
 * @param speeds relative speed of each core
 * @param totalSpeed sum of the speeds
 * @param totalMhz what the node has in all, in MHz
 * @param buses NUMA node by PCI bus
 */
record CoreLayout(
        Map<Integer, Integer> numaNodes,
        Map<Integer, Long> speeds,
        long totalSpeed,
        long totalMhz,
        Map<String, Integer> buses) {
    static CoreLayout of(Node node) {
        NodeResources resources = node.nodeResources();
        if (resources == null || resources.cpu() == null) {
            return new CoreLayout(Map.of(), Map.of(), 0, 0, Map.of());
        }
        long total = resources.cpu().cpuShares();
        Topology topology =
                resources.processors() == null ? null : resources.processors().topology();
        if (topology == null || topology.cores().isEmpty()) {
            return new CoreLayout(Map.of(), Map.of(), resources.cpu().totalCpuCores(), total, Map.of());
        }
        Map<Integer, Integer> numaNodes = new HashMap<>();
        Map<Integer, Long> speeds = new HashMap<>();
        for (CpuCore core : topology.cores()) {
            if (!core.disable()) {
                numaNodes.put(core.id(), core.nodeId());
                speeds.put(core.id(), speed(core));
            }
        }
        long sum = speeds.values().stream().mapToLong(Long::longValue).sum();
        return new CoreLayout(numaNodes, speeds, sum, total, topology.busAssociativity());
    }

    /** Cores of an unknown speed count alike. */
    private static long speed(CpuCore core) {
        long known = core.baseSpeed() > 0 ? core.baseSpeed() : Math.max(core.maxSpeed(), core.guessSpeed());
        return Math.max(known, 1);
    }

    /** What these cores count for together, in MHz. */
    long mhz(Collection<Integer> cores) {
        if (totalSpeed == 0) {
            return 0;
        }
        long speed =
                cores.stream().mapToLong(core -> speeds.getOrDefault(core, 1L)).sum();
        return totalMhz * speed / totalSpeed;
    }

    int numaNode(int core) {
        return numaNodes.getOrDefault(core, 0);
    }

    Optional<Integer> numaNodeOfBus(String bus) {
        return Optional.ofNullable(buses.get(bus));
    }

    /** Whether the core exists and is not switched off; nodes that tell no layout are taken by their word. */
    boolean has(int core) {
        return numaNodes.isEmpty() || numaNodes.containsKey(core);
    }

    /** The NUMA nodes of some cores, in order. */
    List<Integer> numaNodes(Collection<Integer> cores) {
        return List.copyOf(new TreeSet<>(cores.stream().map(this::numaNode).toList()));
    }
}
