package dev.drover.scheduler.room;

import dev.drover.model.node.Node;
import dev.drover.model.node.NodeReservedResources;
import dev.drover.model.node.NodeResources;
import java.util.List;

/**
 * What a node can give to allocations: what it has without what it keeps for itself.
 *
 * @param cpuMhz CPU in MHz
 * @param memoryMb memory in MiB
 * @param diskMb disk in MiB
 * @param cores ids of the cores that tasks may have to themselves
 * @param maxAllocations how many allocations it takes at most; 0 for no limit
 */
public record Capacity(long cpuMhz, long memoryMb, long diskMb, List<Integer> cores, int maxAllocations) {
    private static final Capacity NOTHING = new Capacity(0, 0, 0, List.of(), 0);

    public static Capacity of(Node node) {
        NodeResources resources = node.nodeResources();
        if (resources == null) {
            return NOTHING;
        }
        long cpu = resources.cpu() == null ? 0 : resources.cpu().cpuShares();
        long memory = resources.memory() == null ? 0 : resources.memory().memoryMb();
        long disk = resources.disk() == null ? 0 : resources.disk().diskMb();
        List<Integer> cores =
                resources.cpu() == null ? List.of() : resources.cpu().reservableCpuCores();
        Capacity whole = new Capacity(cpu, memory, disk, cores, node.nodeMaxAllocs());
        NodeReservedResources reserved = node.reservedResources();
        return reserved == null ? whole : whole.without(reserved, node);
    }

    private Capacity without(NodeReservedResources reserved, Node node) {
        List<Integer> kept = reserved.cpu() == null ? List.of() : reserved.cpu().reservedCpuCores();
        List<Integer> left = cores.stream().filter(core -> !kept.contains(core)).toList();
        long memory = reserved.memory() == null ? 0 : reserved.memory().memoryMb();
        long disk = reserved.disk() == null ? 0 : reserved.disk().diskMb();
        return new Capacity(
                cpuMhz - cpuMhz(reserved, kept, node), memoryMb - memory, diskMb - disk, left, maxAllocations);
    }

    /** Cores that are kept count for what they can do, unless more is kept than that. */
    private static long cpuMhz(NodeReservedResources reserved, List<Integer> kept, Node node) {
        long shares = reserved.cpu() == null ? 0 : reserved.cpu().cpuShares();
        return kept.isEmpty() ? shares : Math.max(shares, CoreLayout.of(node).mhz(kept));
    }
}
