package dev.drover.model.acl;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;

/** Asks for the token behind a one-time token. */
public record OneTimeTokenExchangeRequest(
        @Wire("OneTimeSecretID") Secret oneTimeSecretId) {
    public OneTimeTokenExchangeRequest {
        oneTimeSecretId = Defaults.value(oneTimeSecretId, Secret.NONE);
    }
}
