package dev.drover.model.alloc;

import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** Memory of a task in MiB; the maximum is 0 when it is the same, and -1 for no limit. */
@RecordBuilder
public record AllocatedMemoryResources(
        @Wire("MemoryMB") long memoryMb,
        @Wire("MemoryMaxMB") long memoryMaxMb) {}
