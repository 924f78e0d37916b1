package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** Evaluations to forget: by their ids or by a filter, not both. */
@RecordBuilder
public record EvalDeleteRequest(
        @Wire("EvalIDs") List<String> evalIds,
        @Wire("Filter") String filter) {
    public EvalDeleteRequest {
        evalIds = Defaults.list(evalIds);
        filter = Defaults.text(filter);
    }
}
