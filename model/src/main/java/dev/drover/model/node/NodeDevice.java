package dev.drover.model.node;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/** The node device of the wire. */
@RecordBuilder
public record NodeDevice(
        @Wire("ID") String id,
        @Wire("Healthy") boolean healthy,
        @Wire("HealthDescription") String healthDescription,
        @Wire("Locality") @Nullable NodeDeviceLocality locality) {
    public NodeDevice {
        id = Defaults.text(id);
        healthDescription = Defaults.text(healthDescription);
    }
}
