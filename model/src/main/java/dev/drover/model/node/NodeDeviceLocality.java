package dev.drover.model.node;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** The node device locality of the wire. */
@RecordBuilder
public record NodeDeviceLocality(@Wire("PciBusID") String pciBusId) {
    public NodeDeviceLocality {
        pciBusId = Defaults.text(pciBusId);
    }
}
