package dev.drover.model.deployment;

import dev.drover.model.wire.WireName;

/** Where a deployment stands. */
public enum DeploymentStatus implements WireName {
    RUNNING("running"),
    PAUSED("paused"),
    FAILED("failed"),
    SUCCESSFUL("successful"),
    CANCELLED("cancelled"),
    INITIALIZING("initializing"),
    PENDING("pending"),
    BLOCKED("blocked"),
    UNBLOCKING("unblocking");

    private final String wireName;

    DeploymentStatus(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
