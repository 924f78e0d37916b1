package dev.drover.model.service;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** The consul expose path of the wire. */
@RecordBuilder
public record ConsulExposePath(
        @Wire("Path") String path,
        @Wire("Protocol") String protocol,
        @Wire("LocalPathPort") int localPathPort,
        @Wire("ListenerPort") String listenerPort) {
    public ConsulExposePath {
        path = Defaults.text(path);
        protocol = Defaults.text(protocol);
        listenerPort = Defaults.text(listenerPort);
    }
}
