package dev.drover.model.acl;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** What is allowed with quotas. */
@RecordBuilder
public record ACLRulesQuota(@Wire("Policy") String policy) {
    public ACLRulesQuota {
        policy = Defaults.text(policy);
    }
}
