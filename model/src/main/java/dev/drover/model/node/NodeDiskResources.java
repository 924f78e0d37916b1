package dev.drover.model.node;

import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** The node disk resources of the wire. */
@RecordBuilder
public record NodeDiskResources(@Wire("DiskMB") long diskMb) {}
