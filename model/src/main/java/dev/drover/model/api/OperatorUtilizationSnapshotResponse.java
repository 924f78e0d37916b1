package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * A report of how much is used.
 *
 * @param bundle in base 64
 */
@RecordBuilder
public record OperatorUtilizationSnapshotResponse(
        @Wire("Bundle") String bundle) {
    public OperatorUtilizationSnapshotResponse {
        bundle = Defaults.text(bundle);
    }
}
