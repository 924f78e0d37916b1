package dev.drover.model.acl;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** What is allowed with policies that jobs are checked against. */
@RecordBuilder
public record ACLRulesSentinel(
        @Wire("Policy") String policy, @Wire("Capabilities") List<String> capabilities) {
    public ACLRulesSentinel {
        policy = Defaults.text(policy);
        capabilities = Defaults.list(capabilities);
    }
}
