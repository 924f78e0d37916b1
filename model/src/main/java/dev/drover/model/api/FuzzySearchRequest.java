package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** Body of a request: fuzzy search. */
@RecordBuilder
public record FuzzySearchRequest(
        @Wire("Text") String text, @Wire("Context") String context) {
    public FuzzySearchRequest {
        text = Defaults.text(text);
        context = Defaults.text(context);
    }
}
