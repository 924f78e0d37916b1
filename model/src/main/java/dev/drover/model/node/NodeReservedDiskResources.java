package dev.drover.model.node;

import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** Disk kept back on a node, in MiB. */
@RecordBuilder
public record NodeReservedDiskResources(@Wire("DiskMB") long diskMb) {}
