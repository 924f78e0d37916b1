package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** Body of a request: search. */
@RecordBuilder
public record SearchRequest(
        @Wire("Prefix") String prefix, @Wire("Context") String context) {
    public SearchRequest {
        prefix = Defaults.text(prefix);
        context = Defaults.text(context);
    }
}
