package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;

/** What the identity of a node says about it. */
@RecordBuilder
public record NodeIdentityGetResponse(@Wire("Claims") Map<String, Object> claims) {
    public NodeIdentityGetResponse {
        claims = Defaults.map(claims);
    }
}
