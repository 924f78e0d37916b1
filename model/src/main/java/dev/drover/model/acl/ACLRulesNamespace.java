package dev.drover.model.acl;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is allowed in namespaces.
 *
 * @param name of a namespace, or a pattern with {@code *}
 * @param policy a word that stands for several capabilities, or empty
 */
@RecordBuilder
public record ACLRulesNamespace(
        @Wire("Name") String name,
        @Wire("Policy") String policy,
        @Wire("Capabilities") List<String> capabilities,
        @Wire("Variables") @Nullable ACLRulesVariables variables) {
    public ACLRulesNamespace {
        name = Defaults.text(name);
        policy = Defaults.text(policy);
        capabilities = Defaults.list(capabilities);
    }
}
