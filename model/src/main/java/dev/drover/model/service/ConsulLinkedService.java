package dev.drover.model.service;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** The consul linked service of the wire. */
@RecordBuilder
public record ConsulLinkedService(
        @Wire("Name") String name,
        @Wire("CAFile") String caFile,
        @Wire("CertFile") String certFile,
        @Wire("KeyFile") String keyFile,
        @Wire("SNI") String sni) {
    public ConsulLinkedService {
        name = Defaults.text(name);
        caFile = Defaults.text(caFile);
        certFile = Defaults.text(certFile);
        keyFile = Defaults.text(keyFile);
        sni = Defaults.text(sni);
    }
}
