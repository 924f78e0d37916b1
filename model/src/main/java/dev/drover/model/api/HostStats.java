package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a node uses now: timestamp in nanoseconds since 1970, uptime in seconds, CPU in MHz. */
@RecordBuilder
public record HostStats(
        @Wire("Memory") @Nullable HostMemoryStats memory,
        @Wire("CPU") List<HostCPUStats> cpu,
        @Wire("DiskStats") List<HostDiskStats> diskStats,
        @Wire("AllocDirStats") @Nullable HostDiskStats allocDirStats,
        @Wire("DeviceStats") List<DeviceGroupStats> deviceStats,
        @Wire("Uptime") long uptime,
        @Wire("CPUTicksConsumed") double cpuTicksConsumed,
        @Wire("Timestamp") long timestamp) {
    public HostStats {
        cpu = Defaults.list(cpu);
        diskStats = Defaults.list(diskStats);
        deviceStats = Defaults.list(deviceStats);
    }
}
