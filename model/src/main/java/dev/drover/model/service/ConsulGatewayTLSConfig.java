package dev.drover.model.service;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The consul gateway tls config of the wire. */
@RecordBuilder
public record ConsulGatewayTLSConfig(
        @Wire("Enabled") boolean enabled,
        @Wire("TLSMinVersion") String tlsMinVersion,
        @Wire("TLSMaxVersion") String tlsMaxVersion,
        @Wire("CipherSuites") List<String> cipherSuites,
        @Wire("SDS") @Nullable ConsulGatewayTLSSDSConfig sds) {
    public ConsulGatewayTLSConfig {
        tlsMinVersion = Defaults.text(tlsMinVersion);
        tlsMaxVersion = Defaults.text(tlsMaxVersion);
        cipherSuites = Defaults.list(cipherSuites);
    }
}
