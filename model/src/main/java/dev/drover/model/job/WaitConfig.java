package dev.drover.model.job;

import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The wait config of the wire. */
@RecordBuilder
public record WaitConfig(
        @Wire("Min") @Nullable Duration min,
        @Wire("Max") @Nullable Duration max) {}
