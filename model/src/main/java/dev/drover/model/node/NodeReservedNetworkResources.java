package dev.drover.model.node;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** The node reserved network resources of the wire. */
@RecordBuilder
public record NodeReservedNetworkResources(
        @Wire("ReservedHostPorts") String reservedHostPorts) {
    public NodeReservedNetworkResources {
        reservedHostPorts = Defaults.text(reservedHostPorts);
    }
}
