package dev.drover.model.service;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The consul upstream of the wire. */
@RecordBuilder
public record ConsulUpstream(
        @Wire("DestinationName") String destinationName,
        @Wire("DestinationNamespace") String destinationNamespace,
        @Wire("DestinationPeer") String destinationPeer,
        @Wire("DestinationPartition") String destinationPartition,
        @Wire("DestinationType") String destinationType,
        @Wire("LocalBindPort") int localBindPort,
        @Wire("Datacenter") String datacenter,
        @Wire("LocalBindAddress") String localBindAddress,
        @Wire("LocalBindSocketPath") String localBindSocketPath,
        @Wire("LocalBindSocketMode") String localBindSocketMode,
        @Wire("MeshGateway") @Nullable ConsulMeshGateway meshGateway,
        @Wire("Config") Map<String, Object> config) {
    public ConsulUpstream {
        destinationName = Defaults.text(destinationName);
        destinationNamespace = Defaults.text(destinationNamespace);
        destinationPeer = Defaults.text(destinationPeer);
        destinationPartition = Defaults.text(destinationPartition);
        destinationType = Defaults.text(destinationType);
        datacenter = Defaults.text(datacenter);
        localBindAddress = Defaults.text(localBindAddress);
        localBindSocketPath = Defaults.text(localBindSocketPath);
        localBindSocketMode = Defaults.text(localBindSocketMode);
        config = Defaults.map(config);
    }
}
