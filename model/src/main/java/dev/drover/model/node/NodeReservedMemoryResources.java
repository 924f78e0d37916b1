package dev.drover.model.node;

import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** Memory kept back on a node, in MiB. */
@RecordBuilder
public record NodeReservedMemoryResources(@Wire("MemoryMB") long memoryMb) {}
