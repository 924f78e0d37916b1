package dev.drover.model.api;

import dev.drover.model.node.NodeEvent;
import dev.drover.model.node.SchedulingEligibility;
import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/** Body of a request: node update eligibility. */
@RecordBuilder
public record NodeUpdateEligibilityRequest(
        @Wire("NodeID") String nodeId,
        @Wire("Eligibility") SchedulingEligibility eligibility,
        @Wire("NodeEvent") @Nullable NodeEvent nodeEvent,
        @Wire("UpdatedAt") long updatedAt) {
    public NodeUpdateEligibilityRequest {
        nodeId = Defaults.text(nodeId);
        eligibility = Defaults.value(eligibility, SchedulingEligibility.ELIGIBLE);
    }
}
