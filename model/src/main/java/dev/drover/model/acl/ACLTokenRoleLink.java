package dev.drover.model.acl;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;

/** A role of a token. The id counts; the name is for people, and may stand alone in a request. */
public record ACLTokenRoleLink(
        @Wire("ID") String id, @Wire("Name") String name) {
    public ACLTokenRoleLink {
        id = Defaults.text(id);
        name = Defaults.text(name);
    }
}
