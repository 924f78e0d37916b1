package dev.drover.model.volume;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/** The csi node info of the wire. */
@RecordBuilder
public record CSINodeInfo(
        @Wire("ID") String id,
        @Wire("MaxVolumes") long maxVolumes,
        @Wire("AccessibleTopology") @Nullable CSITopology accessibleTopology,
        @Wire("RequiresNodeStageVolume") boolean requiresNodeStageVolume,
        @Wire("SupportsStats") boolean supportsStats,
        @Wire("SupportsExpand") boolean supportsExpand,
        @Wire("SupportsCondition") boolean supportsCondition) {
    public CSINodeInfo {
        id = Defaults.text(id);
    }
}
