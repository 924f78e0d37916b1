package dev.drover.model.acl;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** What is allowed with nodes. */
@RecordBuilder
public record ACLRulesNode(@Wire("Policy") String policy) {
    public ACLRulesNode {
        policy = Defaults.text(policy);
    }
}
