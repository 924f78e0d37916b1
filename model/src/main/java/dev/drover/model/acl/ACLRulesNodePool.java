package dev.drover.model.acl;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** What is allowed with node pools. */
@RecordBuilder
public record ACLRulesNodePool(
        @Wire("Name") String name,
        @Wire("Policy") String policy,
        @Wire("Capabilities") List<String> capabilities) {
    public ACLRulesNodePool {
        name = Defaults.text(name);
        policy = Defaults.text(policy);
        capabilities = Defaults.list(capabilities);
    }
}
