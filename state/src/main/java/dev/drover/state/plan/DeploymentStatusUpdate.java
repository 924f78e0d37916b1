package dev.drover.state.plan;

import dev.drover.model.deployment.DeploymentStatus;

/** A deployment takes a new status. */
public record DeploymentStatusUpdate(String deploymentId, DeploymentStatus status, String description) {}
