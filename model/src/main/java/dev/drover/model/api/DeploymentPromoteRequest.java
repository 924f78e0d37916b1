package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** Body of a request: deployment promote. */
@RecordBuilder
public record DeploymentPromoteRequest(
        @Wire("DeploymentID") String deploymentId,
        @Wire("All") boolean all,
        @Wire("Groups") List<String> groups,
        @Wire("PromotedAt") long promotedAt) {
    public DeploymentPromoteRequest {
        deploymentId = Defaults.text(deploymentId);
        groups = Defaults.list(groups);
    }
}
