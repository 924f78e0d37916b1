package dev.drover.model.quota;

import dev.drover.model.job.NUMAResource;
import dev.drover.model.job.RequestedDevice;
import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Amounts that may be held at most, or that are held. As a limit, nothing or 0 means as much as there is, and less than 0 nothing at all.
 *
 * @param cpu MHz of tasks that ask for MHz
 * @param cores cores of tasks that ask for cores
 * @param memoryMb MiB that are set aside
 * @param memoryMaxMb MiB that may be used at most
 */
@RecordBuilder
public record QuotaResources(
        @Wire("CPU") @Nullable Integer cpu,
        @Wire("Cores") @Nullable Integer cores,
        @Wire("MemoryMB") @Nullable Integer memoryMb,
        @Wire("MemoryMaxMB") @Nullable Integer memoryMaxMb,
        @Wire("Devices") List<RequestedDevice> devices,
        @Wire("NUMA") @Nullable NUMAResource numa,
        @Wire("SecretsMB") @Nullable Integer secretsMb,
        @Wire("Storage") @Nullable QuotaStorageResources storage,
        @Wire("NodePools") List<NodePoolLimit> nodePools) {
    public QuotaResources {
        devices = Defaults.list(devices);
        nodePools = Defaults.list(nodePools);
    }
}
