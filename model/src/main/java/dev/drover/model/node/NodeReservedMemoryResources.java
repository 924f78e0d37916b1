package dev.drover.model.node;

import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** The node reserved memory resources of the wire. */
@RecordBuilder
public record NodeReservedMemoryResources(@Wire("MemoryMB") long memoryMb) {}
