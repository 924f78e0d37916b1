package dev.drover.model.node;

import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** The node memory resources of the wire. */
@RecordBuilder
public record NodeMemoryResources(@Wire("MemoryMB") long memoryMb) {}
