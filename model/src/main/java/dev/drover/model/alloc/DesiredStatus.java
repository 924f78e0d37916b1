package dev.drover.model.alloc;

import dev.drover.model.wire.WireName;

/** What the servers want of an allocation. */
public enum DesiredStatus implements WireName {
    RUN("run"),
    STOP("stop"),
    EVICT("evict");

    private final String wireName;

    DesiredStatus(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
