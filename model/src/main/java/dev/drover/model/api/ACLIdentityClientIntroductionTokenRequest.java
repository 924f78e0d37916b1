package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * Asks for a token by which a new node introduces itself.
 *
 * @param ttl such as {@code 15m}; empty for the usual
 */
@RecordBuilder
public record ACLIdentityClientIntroductionTokenRequest(
        @Wire("TTL") String ttl,
        @Wire("NodeName") String nodeName,
        @Wire("NodePool") String nodePool) {
    public ACLIdentityClientIntroductionTokenRequest {
        ttl = Defaults.text(ttl);
        nodeName = Defaults.text(nodeName);
        nodePool = Defaults.text(nodePool);
    }
}
