package dev.drover.model.node;

import dev.drover.model.wire.WireName;

/** Whether new work may be placed on a node. */
public enum SchedulingEligibility implements WireName {
    ELIGIBLE("eligible"),
    INELIGIBLE("ineligible");

    private final String wireName;

    SchedulingEligibility(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
