package dev.drover.model.api;

import dev.drover.model.job.ScalingEvent;
import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** How many allocations a group wants and has, with the newest changes first. */
@RecordBuilder
public record TaskGroupScaleStatus(
        @Wire("Desired") int desired,
        @Wire("Placed") int placed,
        @Wire("Running") int running,
        @Wire("Healthy") int healthy,
        @Wire("Unhealthy") int unhealthy,
        @Wire("Events") List<ScalingEvent> events) {
    public TaskGroupScaleStatus {
        events = Defaults.list(events);
    }
}
