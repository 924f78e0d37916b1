package dev.drover.model.acl;

import dev.drover.model.wire.Absent;
import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.DurationText;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who somebody is, and what follows from it.
 *
 * @param accessorId what it is called where its secret has no place
 * @param secretId what its owner proves himself with
 * @param global whether it counts in all regions
 * @param expirationTime when it ceases to count, or null for never
 * @param expirationTtl how long it was to count when it was made; zero unless told
 */
@RecordBuilder
public record ACLToken(
        @Wire("AccessorID") String accessorId,
        @Wire("SecretID") Secret secretId,
        @Wire("Name") String name,
        @Wire("Type") String type,
        @Wire("Policies") List<String> policies,
        @Wire("Roles") List<ACLTokenRoleLink> roles,
        @Wire("Global") boolean global,
        @Wire("CreateTime") Instant createTime,

        @Wire(value = "ExpirationTime", absent = Absent.OMITTED) @Nullable
        Instant expirationTime,

        @Wire(value = "ExpirationTTL", absent = Absent.OMITTED) @DurationText
        Duration expirationTtl,

        @Wire("CreateIndex") long createIndex,
        @Wire("ModifyIndex") long modifyIndex,
        @Wire("Hash") @Nullable String hash) {
    public ACLToken {
        accessorId = Defaults.text(accessorId);
        secretId = Defaults.value(secretId, Secret.NONE);
        name = Defaults.text(name);
        type = Defaults.text(type);
        policies = Defaults.list(policies);
        roles = Defaults.list(roles);
        createTime = Defaults.time(createTime);
        expirationTtl = Defaults.duration(expirationTtl);
    }

    /** The type of tokens that may do what their policies say. */
    public static final String CLIENT = "client";

    /** The type of tokens that may do everything. */
    public static final String MANAGEMENT = "management";

    public boolean isManagement() {
        return type.equals(MANAGEMENT);
    }

    public boolean isExpired(Instant now) {
        return expirationTime != null && !expirationTime.isAfter(now);
    }

    /** The same token, whose secret is written out where it is serialised: for the answer to its owner. */
    public ACLToken withSecretShown() {
        return ACLTokenBuilder.builder(this).secretId(secretId.shown()).build();
    }

    /** What lists show, which is all but the secret. */
    public ACLTokenListStub stub() {
        return new ACLTokenListStub(
                accessorId,
                name,
                type,
                policies,
                roles,
                global,
                createTime,
                expirationTime,
                createIndex,
                modifyIndex,
                hash);
    }
}
