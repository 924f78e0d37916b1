package dev.drover.cli.node;

import dev.drover.cli.Context;
import dev.drover.cli.alloc.TaskReport;
import dev.drover.cli.text.Sizes;
import dev.drover.cli.text.Table;
import dev.drover.model.alloc.AllocatedResources;
import dev.drover.model.alloc.AllocatedTaskResources;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.DesiredStatus;
import dev.drover.model.api.AllocResourceUsage;
import dev.drover.model.api.CpuStats;
import dev.drover.model.api.HostDiskStats;
import dev.drover.model.api.HostMemoryStats;
import dev.drover.model.api.HostStats;
import dev.drover.model.api.ResourceUsage;
import dev.drover.model.node.Node;
import dev.drover.model.node.NodeReservedResources;
import dev.drover.model.node.NodeResources;
import dev.drover.sdk.DroverException;
import dev.drover.sdk.Query;
import java.util.List;
import java.util.Optional;

/** What of a node is given away, and what of that is used. */
final class NodeUsage {
    private static final long MEBIBYTE = 1024L * 1024;

    private final Context context;
    private final List<Allocation> live;
    private final long cpuMhz;
    private final long memoryBytes;
    private final long diskBytes;

    NodeUsage(Context context, Node node, List<Allocation> allocations) {
        this.context = context;
        this.live = allocations.stream().filter(NodeUsage::isLive).toList();
        NodeResources all = node.nodeResources();
        NodeReservedResources kept = node.reservedResources();
        cpuMhz = (all == null || all.cpu() == null ? 0 : all.cpu().cpuShares())
                - (kept == null || kept.cpu() == null ? 0 : kept.cpu().cpuShares());
        memoryBytes = MEBIBYTE
                * ((all == null || all.memory() == null ? 0 : all.memory().memoryMb())
                        - (kept == null || kept.memory() == null
                                ? 0
                                : kept.memory().memoryMb()));
        diskBytes = MEBIBYTE
                * ((all == null || all.disk() == null ? 0 : all.disk().diskMb())
                        - (kept == null || kept.disk() == null ? 0 : kept.disk().diskMb()));
    }

    private static boolean isLive(Allocation alloc) {
        boolean ended = switch (alloc.clientStatus()) {
            case COMPLETE, FAILED, LOST -> true;
            case PENDING, RUNNING, UNKNOWN -> false;
        };
        return !ended && alloc.desiredStatus() == DesiredStatus.RUN;
    }

    Table allocated() {
        long cpu = 0;
        long memory = 0;
        long disk = 0;
        for (Allocation alloc : live) {
            AllocatedResources resources = alloc.allocatedResources();
            if (resources == null) {
                continue;
            }
            disk += resources.shared() == null ? 0 : resources.shared().diskMb();
            for (AllocatedTaskResources task : resources.tasks().values()) {
                cpu += task.cpu() == null ? 0 : task.cpu().cpuShares();
                memory += task.memory() == null ? 0 : task.memory().memoryMb();
            }
        }
        return Table.withHeader("CPU", "Memory", "Disk", "Alloc Count")
                .row(
                        cpu + "/" + cpuMhz + " MHz",
                        Sizes.mebibytes(memory) + "/" + Sizes.bytes(memoryBytes),
                        Sizes.mebibytes(disk) + "/" + Sizes.bytes(diskBytes),
                        Integer.toString(live.size()));
    }

    /** What the tasks really use, as far as their node tells. */
    Table used() {
        double ticks = 0;
        long bytes = 0;
        for (Allocation alloc : live) {
            if (alloc.clientStatus() != ClientStatus.RUNNING) {
                continue;
            }
            Optional<ResourceUsage> usage = usage(alloc);
            ticks +=
                    usage.map(ResourceUsage::cpuStats).map(CpuStats::totalTicks).orElse(0.0);
            bytes += usage.map(ResourceUsage::memoryStats).map(TaskReport::held).orElse(0L);
        }
        return Table.withHeader("CPU", "Memory")
                .row(
                        (long) Math.floor(ticks) + "/" + cpuMhz + " MHz",
                        Sizes.bytes(bytes) + "/" + Sizes.bytes(memoryBytes));
    }

    private Optional<ResourceUsage> usage(Allocation alloc) {
        try {
            AllocResourceUsage answer =
                    context.client().allocations().stats(alloc.id(), Query.NONE).value();
            return Optional.ofNullable(answer.resourceUsage());
        } catch (DroverException ended) {
            // The allocation may have ended since the list was read.
            return Optional.empty();
        }
    }

    Table host(HostStats stats) {
        HostMemoryStats memory = stats.memory();
        HostDiskStats disk = stats.allocDirStats();
        return Table.withHeader("CPU", "Memory", "Disk")
                .row(
                        (long) Math.floor(stats.cpuTicksConsumed()) + "/" + cpuMhz + " MHz",
                        memory == null ? "" : Sizes.bytes(memory.used()) + "/" + Sizes.bytes(memory.total()),
                        disk == null ? "" : Sizes.bytes(disk.used()) + "/" + Sizes.bytes(disk.size()));
    }
}
