package dev.drover.model.acl;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** What is allowed with storage plugins. */
@RecordBuilder
public record ACLRulesPlugin(@Wire("Policy") String policy) {
    public ACLRulesPlugin {
        policy = Defaults.text(policy);
    }
}
