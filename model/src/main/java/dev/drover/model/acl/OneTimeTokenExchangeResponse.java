package dev.drover.model.acl;

import dev.drover.model.wire.Wire;
import org.jspecify.annotations.Nullable;

/** The token behind a one-time token. */
public record OneTimeTokenExchangeResponse(
        @Wire("Token") @Nullable ACLToken token,
        @Wire("Index") long index) {}
