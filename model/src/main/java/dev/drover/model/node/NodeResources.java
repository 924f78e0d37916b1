package dev.drover.model.node;

import dev.drover.model.job.NetworkResource;
import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a node offers. */
@RecordBuilder
public record NodeResources(
        @Wire("Cpu") @Nullable NodeCpuResources cpu,
        @Wire("Memory") @Nullable NodeMemoryResources memory,
        @Wire("Disk") @Nullable NodeDiskResources disk,
        @Wire("Networks") List<NetworkResource> networks,
        @Wire("Devices") List<NodeDeviceResource> devices,
        @Wire("MinDynamicPort") int minDynamicPort,
        @Wire("MaxDynamicPort") int maxDynamicPort,
        @Wire("Processors") @Nullable NodeProcessorResources processors,
        @Wire("NodeNetworks") List<NodeNetworkResource> nodeNetworks) {
    public NodeResources {
        networks = Defaults.list(networks);
        devices = Defaults.list(devices);
        nodeNetworks = Defaults.list(nodeNetworks);
    }
}
