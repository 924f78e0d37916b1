package dev.drover.model.job;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a task asks for: CPU in MHz or cores, memory and disk in MiB, networks and devices. */
@RecordBuilder
public record Resources(
        @Wire("CPU") @Nullable Integer cpu,
        @Wire("Cores") @Nullable Integer cores,
        @Wire("MemoryMB") @Nullable Integer memoryMb,
        @Wire("MemoryMaxMB") @Nullable Integer memoryMaxMb,
        @Wire("DiskMB") @Nullable Integer diskMb,
        @Wire("Networks") List<NetworkResource> networks,
        @Wire("Devices") List<RequestedDevice> devices,
        @Wire("NUMA") @Nullable NUMAResource numa,
        @Wire("SecretsMB") @Nullable Integer secretsMb,
        @Wire("IOPS") @Nullable Integer iops) {
    public Resources {
        networks = Defaults.list(networks);
        devices = Defaults.list(devices);
    }
}
