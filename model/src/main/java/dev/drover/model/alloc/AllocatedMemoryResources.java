package dev.drover.model.alloc;

import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** The allocated memory resources of the wire. */
@RecordBuilder
public record AllocatedMemoryResources(
        @Wire("MemoryMB") long memoryMb,
        @Wire("MemoryMaxMB") long memoryMaxMb) {}
