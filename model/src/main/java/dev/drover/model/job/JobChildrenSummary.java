package dev.drover.model.job;

import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** The job children summary of the wire. */
@RecordBuilder
public record JobChildrenSummary(
        @Wire("Pending") long pending,
        @Wire("Running") long running,
        @Wire("Dead") long dead) {}
