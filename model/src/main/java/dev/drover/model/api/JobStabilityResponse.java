package dev.drover.model.api;

import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** Answer to job stability. */
@RecordBuilder
public record JobStabilityResponse(
        @Wire("JobModifyIndex") long jobModifyIndex,
        @Wire("Index") long index) {}
