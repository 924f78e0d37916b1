package dev.drover.model.node;

import dev.drover.model.wire.WireName;

/** Whether a node can be used. */
public enum NodeStatus implements WireName {
    INITIALIZING("initializing"),
    READY("ready"),
    DOWN("down"),
    DISCONNECTED("disconnected");

    private final String wireName;

    NodeStatus(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
