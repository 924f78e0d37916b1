package dev.drover.model.alloc;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** The port mapping of the wire. */
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
