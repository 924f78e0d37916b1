package dev.drover.model.api;

import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** The host memory stats of the wire. */
@RecordBuilder
public record HostMemoryStats(
        @Wire("Total") long total,
        @Wire("Available") long available,
        @Wire("Used") long used,
        @Wire("Free") long free) {}
