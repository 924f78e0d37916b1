package dev.drover.model.alloc;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.OmitEmpty;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** A port of the node that leads into an allocation; {@code to} is the port inside, 0 for the same. */
@OmitEmpty
@RecordBuilder
public record PortMapping(
        @Wire("Label") String label,
        @Wire("Value") int value,
        @Wire("To") int to,
        @Wire("HostIP") String hostIp) {
    public PortMapping {
        label = Defaults.text(label);
        hostIp = Defaults.text(hostIp);
    }
}
