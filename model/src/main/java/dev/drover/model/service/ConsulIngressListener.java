package dev.drover.model.service;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** The consul ingress listener of the wire. */
@RecordBuilder
public record ConsulIngressListener(
        @Wire("Port") int port,
        @Wire("Protocol") String protocol,
        @Wire("Services") List<ConsulIngressService> services) {
    public ConsulIngressListener {
        protocol = Defaults.text(protocol);
        services = Defaults.list(services);
    }
}
