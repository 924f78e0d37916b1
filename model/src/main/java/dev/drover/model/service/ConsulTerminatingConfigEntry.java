package dev.drover.model.service;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** The consul terminating config entry of the wire. */
@RecordBuilder
public record ConsulTerminatingConfigEntry(@Wire("Services") List<ConsulLinkedService> services) {
    public ConsulTerminatingConfigEntry {
        services = Defaults.list(services);
    }
}
