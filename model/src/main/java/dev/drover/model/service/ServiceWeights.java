package dev.drover.model.service;

import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** The service weights of the wire. */
@RecordBuilder
public record ServiceWeights(
        @Wire("Passing") int passing, @Wire("Warning") int warning) {}
