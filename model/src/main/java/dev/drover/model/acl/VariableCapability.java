package dev.drover.model.acl;

import dev.drover.model.wire.WireName;

/** What can be allowed with variables. */
public enum VariableCapability implements WireName {
    LIST("list"),
    READ("read"),
    WRITE("write"),
    DESTROY("destroy");

    private final String wireName;

    VariableCapability(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
