package dev.drover.model.acl;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What lists show of a role. */
@RecordBuilder
public record ACLRoleListStub(
        @Wire("ID") String id,
        @Wire("Name") String name,
        @Wire("Description") String description,
        @Wire("Policies") List<ACLRolePolicyLink> policies,
        @Wire("CreateIndex") long createIndex,
        @Wire("ModifyIndex") long modifyIndex,
        @Wire("Hash") @Nullable String hash) {
    public ACLRoleListStub {
        id = Defaults.text(id);
        name = Defaults.text(name);
        description = Defaults.text(description);
        policies = Defaults.list(policies);
    }
}
