package dev.drover.model.diff;

import dev.drover.model.wire.WireName;

/** How a part of a job differs from its older version. */
public enum DiffType implements WireName {
    NONE("None"),
    ADDED("Added"),
    DELETED("Deleted"),
    EDITED("Edited");

    private final String wireName;

    DiffType(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
