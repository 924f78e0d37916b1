package dev.drover.sdk;

import dev.drover.model.wire.WireName;

/** The two streams that a task writes. */
public enum LogKind implements WireName {
    STDOUT("stdout"),
    STDERR("stderr");

    private final String wireName;

    LogKind(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
