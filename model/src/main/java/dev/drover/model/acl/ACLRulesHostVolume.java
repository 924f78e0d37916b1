package dev.drover.model.acl;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** What is allowed with volumes of hosts. */
@RecordBuilder
public record ACLRulesHostVolume(
        @Wire("Name") String name,
        @Wire("Policy") String policy,
        @Wire("Capabilities") List<String> capabilities) {
    public ACLRulesHostVolume {
        name = Defaults.text(name);
        policy = Defaults.text(policy);
        capabilities = Defaults.list(capabilities);
    }
}
