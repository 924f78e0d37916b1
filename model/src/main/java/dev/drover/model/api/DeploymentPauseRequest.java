package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** Body of a request: deployment pause. */
@RecordBuilder
public record DeploymentPauseRequest(
        @Wire("DeploymentID") String deploymentId,
        @Wire("Pause") boolean pause) {
    public DeploymentPauseRequest {
        deploymentId = Defaults.text(deploymentId);
    }
}
