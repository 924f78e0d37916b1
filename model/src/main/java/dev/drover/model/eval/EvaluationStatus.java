package dev.drover.model.eval;

import dev.drover.model.wire.WireName;

/** Where an evaluation stands. */
public enum EvaluationStatus implements WireName {
    PENDING("pending"),
    BLOCKED("blocked"),
    COMPLETE("complete"),
    FAILED("failed"),
    CANCELED("canceled");

    private final String wireName;

    EvaluationStatus(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
