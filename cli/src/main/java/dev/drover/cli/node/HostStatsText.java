package dev.drover.cli.node;

import dev.drover.cli.Context;
import dev.drover.cli.text.Facts;
import dev.drover.cli.text.Sizes;
import dev.drover.model.api.HostCPUStats;
import dev.drover.model.api.HostDiskStats;
import dev.drover.model.api.HostMemoryStats;
import dev.drover.model.api.HostStats;
import java.util.Locale;

/** The use of a host in detail: each processor, the memory, each disk. */
final class HostStatsText {
    private HostStatsText() {}

    static void show(Context context, HostStats stats) {
        context.print("\n" + context.bold("CPU Stats"));
        boolean first = true;
        for (HostCPUStats cpu : stats.cpu()) {
            context.print((first ? "" : "\n")
                    + new Facts()
                            .add("CPU", cpu.cpu())
                            .add("User", percent(cpu.user()))
                            .add("System", percent(cpu.system()))
                            .add("Idle", percent(cpu.idle())));
            first = false;
        }
        HostMemoryStats memory = stats.memory();
        if (memory != null) {
            context.section(
                    "Memory Stats",
                    new Facts()
                            .add("Total", Sizes.bytes(memory.total()))
                            .add("Available", Sizes.bytes(memory.available()))
                            .add("Used", Sizes.bytes(memory.used()))
                            .add("Free", Sizes.bytes(memory.free())));
        }
        context.print("\n" + context.bold("Disk Stats"));
        first = true;
        for (HostDiskStats disk : stats.diskStats()) {
            context.print((first ? "" : "\n")
                    + new Facts()
                            .add("Device", disk.device())
                            .add("MountPoint", disk.mountpoint())
                            .add("Size", Sizes.bytes(disk.size()))
                            .add("Used", Sizes.bytes(disk.used()))
                            .add("Available", Sizes.bytes(disk.available()))
                            .add("Used Percent", percent(disk.usedPercent()))
                            .add("Inodes Percent", percent(disk.inodesUsedPercent())));
            first = false;
        }
    }

    private static String percent(double value) {
        return String.format(Locale.ROOT, "%.2f%%", value);
    }
}
