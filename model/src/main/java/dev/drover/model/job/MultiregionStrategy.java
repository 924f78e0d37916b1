package dev.drover.model.job;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/** The multiregion strategy of the wire. */
@RecordBuilder
public record MultiregionStrategy(
        @Wire("MaxParallel") @Nullable Integer maxParallel,
        @Wire("OnFailure") String onFailure) {
    public MultiregionStrategy {
        onFailure = Defaults.text(onFailure);
    }
}
