package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** Lets a deployment of several regions go on. */
@RecordBuilder
public record DeploymentUnblockRequest(@Wire("DeploymentID") String deploymentId) {
    public DeploymentUnblockRequest {
        deploymentId = Defaults.text(deploymentId);
    }
}
