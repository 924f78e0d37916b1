package dev.drover.model.service;

import dev.drover.model.wire.Absent;
import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** The consul gateway bind address of the wire. */
@RecordBuilder
public record ConsulGatewayBindAddress(
        @Wire(value = "Name", absent = Absent.OMITTED) String name,
        @Wire("Address") String address,
        @Wire("Port") int port) {
    public ConsulGatewayBindAddress {
        name = Defaults.text(name);
        address = Defaults.text(address);
    }
}
