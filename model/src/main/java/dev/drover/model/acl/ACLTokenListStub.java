package dev.drover.model.acl;

import dev.drover.model.wire.Absent;
import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What lists show of a token. */
@RecordBuilder
public record ACLTokenListStub(
        @Wire("AccessorID") String accessorId,
        @Wire("Name") String name,
        @Wire("Type") String type,
        @Wire("Policies") List<String> policies,
        @Wire("Roles") List<ACLTokenRoleLink> roles,
        @Wire("Global") boolean global,
        @Wire("CreateTime") Instant createTime,

        @Wire(value = "ExpirationTime", absent = Absent.OMITTED) @Nullable
        Instant expirationTime,

        @Wire("CreateIndex") long createIndex,
        @Wire("ModifyIndex") long modifyIndex,
        @Wire("Hash") @Nullable String hash) {
    public ACLTokenListStub {
        accessorId = Defaults.text(accessorId);
        name = Defaults.text(name);
        type = Defaults.text(type);
        policies = Defaults.list(policies);
        roles = Defaults.list(roles);
        createTime = Defaults.time(createTime);
    }
}
