package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes of the metadata of a node.
 *
 * @param nodeId the node; empty for the one that is asked
 * @param meta by key; null takes the key away
 */
@RecordBuilder
public record NodeMetaApplyRequest(
        @Wire("NodeID") String nodeId, @Wire("Meta") Map<String, @Nullable String> meta) {
    public NodeMetaApplyRequest {
        nodeId = Defaults.text(nodeId);
        meta = Defaults.map(meta);
    }
}
