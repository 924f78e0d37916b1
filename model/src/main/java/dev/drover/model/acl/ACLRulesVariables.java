package dev.drover.model.acl;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** What is allowed with the variables of a namespace. */
@RecordBuilder
public record ACLRulesVariables(@Wire("Paths") List<ACLRulesVariablesPath> paths) {
    public ACLRulesVariables {
        paths = Defaults.list(paths);
    }
}
