package dev.drover.server.deployment;

import dev.drover.model.api.DeploymentUpdateResponse;
import dev.drover.model.deployment.Deployment;
import dev.drover.model.deployment.DeploymentState;
import dev.drover.model.deployment.DeploymentStatus;
import dev.drover.server.Core;
import dev.drover.server.ServerException;
import dev.drover.state.Statuses;
import java.util.List;
import java.util.Map;

/** What users do with deployments. */
public final class DeploymentEndpoint {
    private final Core core;
    private final Deployments deployments;

    public DeploymentEndpoint(Core core) {
        this.core = core;
        this.deployments = new Deployments(core);
    }

    /**
     * Accepts canaries.
     *
     * @param groups groups to promote; empty means all
     */
    public DeploymentUpdateResponse promote(String id, List<String> groups) {
        Deployment deployment = active(id, "can't promote terminal deployment");
        for (Map.Entry<String, DeploymentState> entry : deployment.taskGroups().entrySet()) {
            DeploymentState group = entry.getValue();
            boolean chosen = groups.isEmpty() || groups.contains(entry.getKey());
            int healthy = DeploymentRules.healthyCanaries(core.state(), group);
            if (chosen && !group.promoted() && healthy < group.desiredCanaries()) {
                throw ServerException.badRequest("Task group \"" + entry.getKey() + "\" has " + healthy + "/"
                        + group.desiredCanaries() + " healthy allocations");
            }
        }
        if (deployment.taskGroups().values().stream().allMatch(group -> group.desiredCanaries() == 0)) {
            throw ServerException.badRequest("no canaries to promote");
        }
        return deployments.promote(deployment, groups);
    }

    public DeploymentUpdateResponse fail(String id) {
        return deployments.fail(active(id, "can't fail terminal deployment"), DeploymentRules.BY_USER);
    }

    /** Halts the deployment, or lets it go on. */
    public DeploymentUpdateResponse pause(String id, boolean pause) {
        if (pause) {
            return deployments.update(
                    active(id, "can't pause terminal deployment"), DeploymentStatus.PAUSED, "Deployment is paused");
        }
        return deployments.update(
                active(id, "can't resume terminal deployment"), DeploymentStatus.RUNNING, "Deployment is running");
    }

    /** A verdict on health by somebody else than the nodes. */
    public DeploymentUpdateResponse setAllocationHealth(String id, List<String> healthy, List<String> unhealthy) {
        Deployment deployment = active(id, "can't set health of allocations for a terminal deployment");
        if (healthy.isEmpty() && unhealthy.isEmpty()) {
            throw ServerException.badRequest("must specify at least one healthy/unhealthy allocation ID");
        }
        return deployments.setHealth(deployment, healthy, unhealthy);
    }

    private Deployment active(String id, String refusal) {
        Deployment deployment =
                core.state().deployment(id).orElseThrow(() -> ServerException.notFound("deployment not found"));
        if (!Statuses.active(deployment.status())) {
            throw ServerException.badRequest(refusal);
        }
        return deployment;
    }
}
