package dev.drover.model.acl;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;

/**
 * A secret that is good for one exchange against the secret of a token.
 *
 * @param accessorId of that token
 */
@RecordBuilder
public record OneTimeToken(
        @Wire("OneTimeSecretID") Secret oneTimeSecretId,
        @Wire("AccessorID") String accessorId,
        @Wire("ExpiresAt") Instant expiresAt,
        @Wire("CreateIndex") long createIndex,
        @Wire("ModifyIndex") long modifyIndex) {
    public OneTimeToken {
        oneTimeSecretId = Defaults.value(oneTimeSecretId, Secret.NONE);
        accessorId = Defaults.text(accessorId);
        expiresAt = Defaults.time(expiresAt);
    }
}
