package dev.drover.model.namespace;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** The namespace node pool configuration of the wire. */
@RecordBuilder
public record NamespaceNodePoolConfiguration(
        @Wire("Default") String isDefault,
        @Wire("Allowed") List<String> allowed,
        @Wire("Denied") List<String> denied) {
    public NamespaceNodePoolConfiguration {
        isDefault = Defaults.text(isDefault);
        allowed = Defaults.list(allowed);
        denied = Defaults.list(denied);
    }
}
