package dev.drover.model.acl;

import dev.drover.model.wire.Wire;
import org.jspecify.annotations.Nullable;

/** A new one-time token. */
public record OneTimeTokenUpsertResponse(
        @Wire("OneTimeToken") @Nullable OneTimeToken oneTimeToken,
        @Wire("Index") long index) {}
