package dev.drover.model.node;

import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** Disk of a node in MiB. */
@RecordBuilder
public record NodeDiskResources(@Wire("DiskMB") long diskMb) {}
