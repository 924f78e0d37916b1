package dev.drover.model.acl;

import dev.drover.model.wire.WireName;

/** What can be allowed with a node pool. */
public enum NodePoolCapability implements WireName {
    READ("read"),
    WRITE("write"),
    DELETE("delete");

    private final String wireName;

    NodePoolCapability(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
