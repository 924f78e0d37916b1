package dev.drover.model.alloc;

import dev.drover.model.wire.WireName;

/** What the node reports of an allocation. */
public enum ClientStatus implements WireName {
    PENDING("pending"),
    RUNNING("running"),
    COMPLETE("complete"),
    FAILED("failed"),
    LOST("lost"),
    UNKNOWN("unknown");

    private final String wireName;

    ClientStatus(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
