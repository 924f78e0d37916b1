package dev.drover.model.alloc;

import dev.drover.model.job.NetworkResource;
import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The allocated task resources of the wire. */
@RecordBuilder
public record AllocatedTaskResources(
        @Wire("Cpu") @Nullable AllocatedCpuResources cpu,
        @Wire("Memory") @Nullable AllocatedMemoryResources memory,
        @Wire("Networks") List<NetworkResource> networks,
        @Wire("Devices") List<AllocatedDeviceResource> devices) {
    public AllocatedTaskResources {
        networks = Defaults.list(networks);
        devices = Defaults.list(devices);
    }
}
