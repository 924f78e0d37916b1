package dev.drover.model.acl;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** What is allowed with the cluster as a whole. */
@RecordBuilder
public record ACLRulesOperator(
        @Wire("Policy") String policy, @Wire("Capabilities") List<String> capabilities) {
    public ACLRulesOperator {
        policy = Defaults.text(policy);
        capabilities = Defaults.list(capabilities);
    }
}
