package dev.drover.model.api;

import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** How many evaluations were forgotten. */
@RecordBuilder
public record EvalDeleteResponse(
        @Wire("Count") int count, @Wire("Index") long index) {}
