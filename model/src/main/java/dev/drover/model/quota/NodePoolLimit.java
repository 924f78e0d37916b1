package dev.drover.model.quota;

import dev.drover.model.job.NUMAResource;
import dev.drover.model.job.RequestedDevice;
import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** As {@link QuotaResources}, on the nodes of one pool. */
@RecordBuilder
public record NodePoolLimit(
        @Wire("NodePool") String nodePool,
        @Wire("CPU") @Nullable Integer cpu,
        @Wire("Cores") @Nullable Integer cores,
        @Wire("MemoryMB") @Nullable Integer memoryMb,
        @Wire("MemoryMaxMB") @Nullable Integer memoryMaxMb,
        @Wire("Devices") List<RequestedDevice> devices,
        @Wire("NUMA") @Nullable NUMAResource numa,
        @Wire("SecretsMB") @Nullable Integer secretsMb,
        @Wire("Storage") @Nullable QuotaStorageResources storage) {
    public NodePoolLimit {
        nodePool = Defaults.text(nodePool);
        devices = Defaults.list(devices);
    }

    /** The amounts without the pool. */
    public QuotaResources amounts() {
        return new QuotaResources(cpu, cores, memoryMb, memoryMaxMb, devices, numa, secretsMb, storage, List.of());
    }
}
