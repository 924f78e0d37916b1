package dev.drover.model.job;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** The numa resource of the wire. */
@RecordBuilder
public record NUMAResource(
        @Wire("Affinity") String affinity, @Wire("Devices") List<String> devices) {
    public NUMAResource {
        affinity = Defaults.text(affinity);
        devices = Defaults.list(devices);
    }
}
