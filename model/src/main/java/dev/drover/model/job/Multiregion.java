package dev.drover.model.job;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The multiregion of the wire. */
@RecordBuilder
public record Multiregion(
        @Wire("Strategy") @Nullable MultiregionStrategy strategy,
        @Wire("Regions") List<MultiregionRegion> regions) {
    public Multiregion {
        regions = Defaults.list(regions);
    }
}
