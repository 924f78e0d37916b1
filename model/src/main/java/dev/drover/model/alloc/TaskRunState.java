package dev.drover.model.alloc;

import dev.drover.model.wire.WireName;

/** Where a task stands on its node. */
public enum TaskRunState implements WireName {
    PENDING("pending"),
    RUNNING("running"),
    DEAD("dead");

    private final String wireName;

    TaskRunState(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
