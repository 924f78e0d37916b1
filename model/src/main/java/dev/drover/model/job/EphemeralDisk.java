package dev.drover.model.job;

import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/** The shared disk of a group, in MiB. */
@RecordBuilder
public record EphemeralDisk(
        @Wire("Sticky") @Nullable Boolean sticky,
        @Wire("Migrate") @Nullable Boolean migrate,
        @Wire("SizeMB") @Nullable Integer sizeMb) {}
