package dev.drover.model.service;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The consul gateway proxy of the wire. */
@RecordBuilder
public record ConsulGatewayProxy(
        @Wire("ConnectTimeout") @Nullable Duration connectTimeout,
        @Wire("EnvoyGatewayBindTaggedAddresses") boolean envoyGatewayBindTaggedAddresses,
        @Wire("EnvoyGatewayBindAddresses") Map<String, ConsulGatewayBindAddress> envoyGatewayBindAddresses,
        @Wire("EnvoyGatewayNoDefaultBind") boolean envoyGatewayNoDefaultBind,
        @Wire("EnvoyDNSDiscoveryType") String envoyDnsDiscoveryType,
        @Wire("Config") Map<String, Object> config) {
    public ConsulGatewayProxy {
        envoyGatewayBindAddresses = Defaults.map(envoyGatewayBindAddresses);
        envoyDnsDiscoveryType = Defaults.text(envoyDnsDiscoveryType);
        config = Defaults.map(config);
    }
}
