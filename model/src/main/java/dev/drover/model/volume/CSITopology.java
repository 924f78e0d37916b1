package dev.drover.model.volume;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;

/** The csi topology of the wire. */
@RecordBuilder
public record CSITopology(@Wire("Segments") Map<String, String> segments) {
    public CSITopology {
        segments = Defaults.map(segments);
    }
}
