package dev.drover.model.acl;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/** What lists show of a policy. */
@RecordBuilder
public record ACLPolicyListStub(
        @Wire("Name") String name,
        @Wire("Description") String description,
        @Wire("JobACL") @Nullable JobACL jobAcl,
        @Wire("CreateIndex") long createIndex,
        @Wire("ModifyIndex") long modifyIndex,
        @Wire("Hash") @Nullable String hash) {
    public ACLPolicyListStub {
        name = Defaults.text(name);
        description = Defaults.text(description);
    }
}
