package dev.drover.model.job;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** The dispatch payload config of the wire. */
@RecordBuilder
public record DispatchPayloadConfig(@Wire("File") String file) {
    public DispatchPayloadConfig {
        file = Defaults.text(file);
    }
}
