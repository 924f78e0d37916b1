package dev.drover.model.service;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** The consul gateway tlssds config of the wire. */
@RecordBuilder
public record ConsulGatewayTLSSDSConfig(
        @Wire("ClusterName") String clusterName,
        @Wire("CertResource") String certResource) {
    public ConsulGatewayTLSSDSConfig {
        clusterName = Defaults.text(clusterName);
        certResource = Defaults.text(certResource);
    }
}
