package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The resource usage of the wire. */
@RecordBuilder
public record ResourceUsage(
        @Wire("MemoryStats") @Nullable MemoryStats memoryStats,
        @Wire("CpuStats") @Nullable CpuStats cpuStats,
        @Wire("DeviceStats") List<DeviceGroupStats> deviceStats) {
    public ResourceUsage {
        deviceStats = Defaults.list(deviceStats);
    }
}
