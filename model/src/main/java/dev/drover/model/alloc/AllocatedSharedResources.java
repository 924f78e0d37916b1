package dev.drover.model.alloc;

import dev.drover.model.job.NetworkResource;
import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** The allocated shared resources of the wire. */
@RecordBuilder
public record AllocatedSharedResources(
        @Wire("DiskMB") long diskMb,
        @Wire("Networks") List<NetworkResource> networks,
        @Wire("Ports") List<PortMapping> ports) {
    public AllocatedSharedResources {
        networks = Defaults.list(networks);
        ports = Defaults.list(ports);
    }
}
