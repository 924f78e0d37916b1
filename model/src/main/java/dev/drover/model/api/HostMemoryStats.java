package dev.drover.model.api;

import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** Memory of a node in bytes. */
@RecordBuilder
public record HostMemoryStats(
        @Wire("Total") long total,
        @Wire("Available") long available,
        @Wire("Used") long used,
        @Wire("Free") long free) {}
