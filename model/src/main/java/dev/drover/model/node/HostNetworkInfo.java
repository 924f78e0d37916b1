package dev.drover.model.node;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** The host network info of the wire. */
@RecordBuilder
public record HostNetworkInfo(
        @Wire("Name") String name,
        @Wire("CIDR") String cidr,
        @Wire("Interface") String interfaceName,
        @Wire("ReservedPorts") String reservedPorts) {
    public HostNetworkInfo {
        name = Defaults.text(name);
        cidr = Defaults.text(cidr);
        interfaceName = Defaults.text(interfaceName);
        reservedPorts = Defaults.text(reservedPorts);
    }
}
