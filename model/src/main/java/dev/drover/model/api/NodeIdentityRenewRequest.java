package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** Has a node ask for a new identity. */
@RecordBuilder
public record NodeIdentityRenewRequest(@Wire("NodeID") String nodeId) {
    public NodeIdentityRenewRequest {
        nodeId = Defaults.text(nodeId);
    }
}
