package dev.drover.model.job;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The requested device of the wire. */
@RecordBuilder
public record RequestedDevice(
        @Wire("Name") String name,
        @Wire("Count") @Nullable Long count,
        @Wire("Constraints") List<Constraint> constraints,
        @Wire("Affinities") List<Affinity> affinities) {
    public RequestedDevice {
        name = Defaults.text(name);
        constraints = Defaults.list(constraints);
        affinities = Defaults.list(affinities);
    }
}
