package dev.drover.model.job;

import dev.drover.model.wire.Absent;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/** How many log files of which size (MiB) a task keeps. */
@RecordBuilder
public record LogConfig(
        @Wire("MaxFiles") @Nullable Integer maxFiles,
        @Wire("MaxFileSizeMB") @Nullable Integer maxFileSizeMb,

        @Wire(value = "Enabled", absent = Absent.OMITTED) @Nullable
        Boolean enabled,

        @Wire("Disabled") boolean disabled) {}
