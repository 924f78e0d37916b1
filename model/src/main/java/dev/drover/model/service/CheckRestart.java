package dev.drover.model.service;

import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The check restart of the wire. */
@RecordBuilder
public record CheckRestart(
        @Wire("Limit") int limit,
        @Wire("Grace") @Nullable Duration grace,
        @Wire("IgnoreWarnings") boolean ignoreWarnings) {}
