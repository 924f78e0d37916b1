package dev.drover.model.namespace;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** The namespace capabilities of the wire. */
@RecordBuilder
public record NamespaceCapabilities(
        @Wire("EnabledTaskDrivers") List<String> enabledTaskDrivers,
        @Wire("DisabledTaskDrivers") List<String> disabledTaskDrivers,
        @Wire("EnabledNetworkModes") List<String> enabledNetworkModes,
        @Wire("DisabledNetworkModes") List<String> disabledNetworkModes) {
    public NamespaceCapabilities {
        enabledTaskDrivers = Defaults.list(enabledTaskDrivers);
        disabledTaskDrivers = Defaults.list(disabledTaskDrivers);
        enabledNetworkModes = Defaults.list(enabledNetworkModes);
        disabledNetworkModes = Defaults.list(disabledNetworkModes);
    }
}
