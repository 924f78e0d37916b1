package dev.drover.model.api;

import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** The eval options of the wire. */
@RecordBuilder
public record EvalOptions(@Wire("ForceReschedule") boolean forceReschedule) {}
