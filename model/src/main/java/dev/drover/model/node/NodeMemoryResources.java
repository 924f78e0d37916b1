package dev.drover.model.node;

import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** Memory of a node in MiB. */
@RecordBuilder
public record NodeMemoryResources(@Wire("MemoryMB") long memoryMb) {}
