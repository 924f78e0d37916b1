package dev.drover.model.job;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.OmitEmpty;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** A labelled port; {@code value} is 0 until one is assigned. */
@OmitEmpty
@RecordBuilder
public record Port(
        @Wire("Label") String label,
        @Wire("Value") int value,
        @Wire("To") int to,
        @Wire("HostNetwork") String hostNetwork,
        @Wire("IgnoreCollision") boolean ignoreCollision) {
    public Port {
        label = Defaults.text(label);
        hostNetwork = Defaults.text(hostNetwork);
    }
}
