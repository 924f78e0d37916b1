package dev.drover.model.api;

import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** Answer to scheduler set configuration. */
@RecordBuilder
public record SchedulerSetConfigurationResponse(
        @Wire("Updated") boolean updated, @Wire("Index") long index) {}
