package dev.drover.model.acl;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;

/** A policy of a role, by its name. */
public record ACLRolePolicyLink(@Wire("Name") String name) {
    public ACLRolePolicyLink {
        name = Defaults.text(name);
    }
}
