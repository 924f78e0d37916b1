package dev.drover.model.operator;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * A rule that jobs and volumes have to keep.
 *
 * @param scope {@code submit-job}, {@code submit-host-volume} or {@code submit-csi-volume}
 * @param enforcementLevel {@code advisory}, {@code soft-mandatory} or {@code hard-mandatory}
 * @param policy its text
 */
@RecordBuilder
public record SentinelPolicy(
        @Wire("Name") String name,
        @Wire("Description") String description,
        @Wire("Scope") String scope,
        @Wire("EnforcementLevel") String enforcementLevel,
        @Wire("Policy") String policy,
        @Wire("CreateIndex") long createIndex,
        @Wire("ModifyIndex") long modifyIndex) {
    public SentinelPolicy {
        name = Defaults.text(name);
        description = Defaults.text(description);
        scope = Defaults.text(scope);
        enforcementLevel = Defaults.text(enforcementLevel);
        policy = Defaults.text(policy);
    }
}
