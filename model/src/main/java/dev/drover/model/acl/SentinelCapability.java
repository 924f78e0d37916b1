package dev.drover.model.acl;

import dev.drover.model.wire.WireName;

/** What can be allowed with policies that jobs are checked against. */
public enum SentinelCapability implements WireName {
    SENTINEL_READ("sentinel-read"),
    SENTINEL_SUBMIT("sentinel-submit"),
    SENTINEL_DELETE("sentinel-delete");

    private final String wireName;

    SentinelCapability(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
