package dev.drover.model.service;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** The consul mesh gateway of the wire. */
@RecordBuilder
public record ConsulMeshGateway(@Wire("Mode") String mode) {
    public ConsulMeshGateway {
        mode = Defaults.text(mode);
    }
}
