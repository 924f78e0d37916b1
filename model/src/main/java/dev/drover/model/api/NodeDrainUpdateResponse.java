package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** Answer to node drain update. */
@RecordBuilder
public record NodeDrainUpdateResponse(
        @Wire("NodeModifyIndex") long nodeModifyIndex,
        @Wire("EvalIDs") List<String> evalIds,
        @Wire("EvalCreateIndex") long evalCreateIndex,
        @Wire("Index") long index) {
    public NodeDrainUpdateResponse {
        evalIds = Defaults.list(evalIds);
    }
}
