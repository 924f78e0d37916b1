package dev.drover.model.job;

import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** How many allocations of a group are in each state. */
@RecordBuilder
public record TaskGroupSummary(
        @Wire("Queued") int queued,
        @Wire("Complete") int complete,
        @Wire("Failed") int failed,
        @Wire("Running") int running,
        @Wire("Starting") int starting,
        @Wire("Lost") int lost,
        @Wire("Unknown") int unknown) {}
