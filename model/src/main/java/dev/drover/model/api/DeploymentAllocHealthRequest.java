package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** Tells whether allocations of a deployment are healthy. */
@RecordBuilder
public record DeploymentAllocHealthRequest(
        @Wire("DeploymentID") String deploymentId,
        @Wire("HealthyAllocationIDs") List<String> healthyAllocationIds,
        @Wire("UnhealthyAllocationIDs") List<String> unhealthyAllocationIds) {
    public DeploymentAllocHealthRequest {
        deploymentId = Defaults.text(deploymentId);
        healthyAllocationIds = Defaults.list(healthyAllocationIds);
        unhealthyAllocationIds = Defaults.list(unhealthyAllocationIds);
    }
}
