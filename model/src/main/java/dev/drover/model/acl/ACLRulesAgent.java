package dev.drover.model.acl;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** What is allowed with agents. */
@RecordBuilder
public record ACLRulesAgent(@Wire("Policy") String policy) {
    public ACLRulesAgent {
        policy = Defaults.text(policy);
    }
}
