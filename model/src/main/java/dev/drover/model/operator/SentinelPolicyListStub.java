package dev.drover.model.operator;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** A rule in short. */
@RecordBuilder
public record SentinelPolicyListStub(
        @Wire("Name") String name,
        @Wire("Description") String description,
        @Wire("Scope") String scope,
        @Wire("EnforcementLevel") String enforcementLevel,
        @Wire("CreateIndex") long createIndex,
        @Wire("ModifyIndex") long modifyIndex) {
    public SentinelPolicyListStub {
        name = Defaults.text(name);
        description = Defaults.text(description);
        scope = Defaults.text(scope);
        enforcementLevel = Defaults.text(enforcementLevel);
    }
}
