package dev.drover.model.service;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The consul ingress config entry of the wire. */
@RecordBuilder
public record ConsulIngressConfigEntry(
        @Wire("TLS") @Nullable ConsulGatewayTLSConfig tls,
        @Wire("Listeners") List<ConsulIngressListener> listeners) {
    public ConsulIngressConfigEntry {
        listeners = Defaults.list(listeners);
    }
}
