package dev.drover.model.node;

import dev.drover.model.wire.Absent;
import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Map;

/** What a node says of one of its drivers. */
@RecordBuilder
public record DriverInfo(
        @Wire(value = "Attributes", absent = Absent.EMPTY) Map<String, String> attributes,
        @Wire("Detected") boolean detected,
        @Wire("Healthy") boolean healthy,
        @Wire("HealthDescription") String healthDescription,
        @Wire("UpdateTime") Instant updateTime) {
    public DriverInfo {
        attributes = Defaults.map(attributes);
        healthDescription = Defaults.text(healthDescription);
        updateTime = Defaults.time(updateTime);
    }
}
