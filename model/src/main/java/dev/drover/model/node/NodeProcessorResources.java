package dev.drover.model.node;

import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/** The node processor resources of the wire. */
@RecordBuilder
public record NodeProcessorResources(
        @Wire("Topology") @Nullable Topology topology) {}
