package dev.drover.model.node;

import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** The node reserved disk resources of the wire. */
@RecordBuilder
public record NodeReservedDiskResources(@Wire("DiskMB") long diskMb) {}
