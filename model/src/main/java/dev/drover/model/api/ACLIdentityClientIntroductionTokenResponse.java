package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** The token by which a new node introduces itself. */
@RecordBuilder
public record ACLIdentityClientIntroductionTokenResponse(
        @Wire("JWT") String jwt) {
    public ACLIdentityClientIntroductionTokenResponse {
        jwt = Defaults.text(jwt);
    }
}
