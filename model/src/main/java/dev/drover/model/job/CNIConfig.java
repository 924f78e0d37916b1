package dev.drover.model.job;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;

/** The cni config of the wire. */
@RecordBuilder
public record CNIConfig(@Wire("Args") Map<String, String> args) {
    public CNIConfig {
        args = Defaults.map(args);
    }
}
