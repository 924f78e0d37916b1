package dev.drover.model.volume;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** Where a volume should be reachable. */
@RecordBuilder
public record CSITopologyRequest(
        @Wire("Required") List<CSITopology> required,
        @Wire("Preferred") List<CSITopology> preferred) {
    public CSITopologyRequest {
        required = Defaults.list(required);
        preferred = Defaults.list(preferred);
    }
}
