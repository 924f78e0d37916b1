package dev.drover.model.eval;

import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** How many allocations of a group the scheduler wants to place, stop, update or keep. */
@RecordBuilder
public record DesiredUpdates(
        @Wire("Ignore") long ignore,
        @Wire("Place") long place,
        @Wire("Migrate") long migrate,
        @Wire("Stop") long stop,
        @Wire("InPlaceUpdate") long inPlaceUpdate,
        @Wire("DestructiveUpdate") long destructiveUpdate,
        @Wire("Canary") long canary,
        @Wire("Preemptions") long preemptions,
        @Wire("Disconnect") long disconnect,
        @Wire("Reconnect") long reconnect,
        @Wire("RescheduleNow") long rescheduleNow,
        @Wire("RescheduleLater") long rescheduleLater) {}
