package dev.drover.model.service;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The consul ingress service of the wire. */
@RecordBuilder
public record ConsulIngressService(
        @Wire("Name") String name,
        @Wire("Hosts") List<String> hosts,
        @Wire("TLS") @Nullable ConsulGatewayTLSConfig tls,
        @Wire("RequestHeaders") @Nullable ConsulHTTPHeaderModifiers requestHeaders,
        @Wire("ResponseHeaders") @Nullable ConsulHTTPHeaderModifiers responseHeaders,
        @Wire("MaxConnections") @Nullable Long maxConnections,
        @Wire("MaxPendingRequests") @Nullable Long maxPendingRequests,
        @Wire("MaxConcurrentRequests") @Nullable Long maxConcurrentRequests) {
    public ConsulIngressService {
        name = Defaults.text(name);
        hosts = Defaults.list(hosts);
    }
}
