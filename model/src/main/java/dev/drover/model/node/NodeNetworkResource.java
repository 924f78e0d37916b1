package dev.drover.model.node;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** The node network resource of the wire. */
@RecordBuilder
public record NodeNetworkResource(
        @Wire("Mode") String mode,
        @Wire("Device") String device,
        @Wire("MacAddress") String macAddress,
        @Wire("Speed") int speed,
        @Wire("Addresses") List<NodeNetworkAddress> addresses) {
    public NodeNetworkResource {
        mode = Defaults.text(mode);
        device = Defaults.text(device);
        macAddress = Defaults.text(macAddress);
        addresses = Defaults.list(addresses);
    }
}
