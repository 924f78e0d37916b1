package dev.drover.model.deployment;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How far the roll-out of one group is. */
@RecordBuilder
public record DeploymentState(
        @Wire("PlacedCanaries") List<String> placedCanaries,
        @Wire("AutoRevert") boolean autoRevert,
        @Wire("ProgressDeadline") Duration progressDeadline,
        @Wire("RequireProgressBy") Instant requireProgressBy,
        @Wire("Promoted") boolean promoted,
        @Wire("DesiredCanaries") int desiredCanaries,
        @Wire("DesiredTotal") int desiredTotal,
        @Wire("PlacedAllocs") int placedAllocs,
        @Wire("HealthyAllocs") int healthyAllocs,
        @Wire("UnhealthyAllocs") int unhealthyAllocs,
        @Wire("AutoPromote") boolean autoPromote) {
    public DeploymentState {
        placedCanaries = Defaults.list(placedCanaries);
        progressDeadline = Defaults.duration(progressDeadline);
        requireProgressBy = Defaults.time(requireProgressBy);
    }
}
