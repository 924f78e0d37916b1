package dev.drover.model.node;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** The node network address of the wire. */
@RecordBuilder
public record NodeNetworkAddress(
        @Wire("Family") String family,
        @Wire("Alias") String alias,
        @Wire("Address") String address,
        @Wire("ReservedPorts") String reservedPorts,
        @Wire("Gateway") String gateway) {
    public NodeNetworkAddress {
        family = Defaults.text(family);
        alias = Defaults.text(alias);
        address = Defaults.text(address);
        reservedPorts = Defaults.text(reservedPorts);
        gateway = Defaults.text(gateway);
    }
}
