package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes metadata of a node while it runs.
 *
 * @param nodeId empty for the node of the agent that is asked
 * @param meta what to set; a null value takes the key away
 */
@RecordBuilder
public record NodeMetaApplyRequest(
        @Wire("NodeID") String nodeId, @Wire("Meta") Map<String, @Nullable String> meta) {
    public NodeMetaApplyRequest {
        nodeId = Defaults.text(nodeId);
        meta = Defaults.map(meta);
    }
}
