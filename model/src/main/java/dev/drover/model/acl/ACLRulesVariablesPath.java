package dev.drover.model.acl;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** What is allowed with variables under a path. */
@RecordBuilder
public record ACLRulesVariablesPath(
        @Wire("PathSpec") String pathSpec,
        @Wire("Capabilities") List<String> capabilities) {
    public ACLRulesVariablesPath {
        pathSpec = Defaults.text(pathSpec);
        capabilities = Defaults.list(capabilities);
    }
}
