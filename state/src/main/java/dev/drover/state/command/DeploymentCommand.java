package dev.drover.state.command;

import dev.drover.model.eval.Evaluation;
import dev.drover.model.job.Job;
import dev.drover.state.plan.DeploymentStatusUpdate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Changes of deployments. */
public sealed interface DeploymentCommand extends Command {
    /**
     * Moves a deployment to another status.
     *
     * @param revertTo the older version that is registered anew because the deployment failed
     */
    record UpdateStatus(
            DeploymentStatusUpdate update, Instant time, Optional<Job> revertTo, Optional<Evaluation> evaluation)
            implements DeploymentCommand {}

    /**
     * Accepts the canaries.
     *
     * @param groups groups to promote; empty means all
     */
    record Promote(String deploymentId, List<String> groups, Instant time, Optional<Evaluation> evaluation)
            implements DeploymentCommand {}

    /** A verdict on the health of allocations from outside of the nodes. */
    record SetHealth(
            String deploymentId,
            List<String> healthy,
            List<String> unhealthy,
            Instant time,
            Optional<DeploymentStatusUpdate> update,
            Optional<Job> revertTo,
            Optional<Evaluation> evaluation)
            implements DeploymentCommand {}
}
