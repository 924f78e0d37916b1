package dev.drover.state.event;

import dev.drover.model.wire.WireName;

/** What an event is about, by the names that subscribers use. */
public enum Topic implements WireName {
    JOB("Job"),
    EVALUATION("Evaluation"),
    ALLOCATION("Allocation"),
    DEPLOYMENT("Deployment"),
    NODE("Node"),
    NODE_POOL("NodePool"),
    CSI_VOLUME("CSIVolume"),
    ACL_TOKEN("ACLToken"),
    ACL_POLICY("ACLPolicy"),
    ACL_ROLE("ACLRole");

    private final String wireName;

    Topic(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
