package dev.drover.model.volume;

import dev.drover.model.wire.Absent;
import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The csi info of the wire. */
@RecordBuilder
public record CSIInfo(
        @Wire("PluginID") String pluginId,
        @Wire("AllocID") String allocId,
        @Wire("Healthy") boolean healthy,
        @Wire("HealthDescription") String healthDescription,
        @Wire("UpdateTime") Instant updateTime,
        @Wire("RequiresControllerPlugin") boolean requiresControllerPlugin,
        @Wire("RequiresTopologies") boolean requiresTopologies,

        @Wire(value = "ControllerInfo", absent = Absent.OMITTED) @Nullable
        CSIControllerInfo controllerInfo,

        @Wire(value = "NodeInfo", absent = Absent.OMITTED) @Nullable
        CSINodeInfo nodeInfo,

        @Wire("Provider") String provider,
        @Wire("ProviderVersion") String providerVersion) {
    public CSIInfo {
        pluginId = Defaults.text(pluginId);
        allocId = Defaults.text(allocId);
        healthDescription = Defaults.text(healthDescription);
        updateTime = Defaults.time(updateTime);
        provider = Defaults.text(provider);
        providerVersion = Defaults.text(providerVersion);
    }
}
