package dev.drover.model.api;

import dev.drover.model.node.DrainSpec;
import dev.drover.model.node.DrainStrategy;
import dev.drover.model.node.NodeEvent;
import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Body of a request: node update drain.
 *
 * @param drainSpec how to empty the node, or null to end its drain
 * @param markEligible whether the node takes new work again when the drain is ended by this request
 */
@RecordBuilder
public record NodeUpdateDrainRequest(
        @Wire("NodeID") String nodeId,
        @Wire("DrainSpec") @Nullable DrainSpec drainSpec,
        @Wire("MarkEligible") boolean markEligible,
        @Wire("Meta") Map<String, String> meta,
        @Wire("DrainStrategy") @Nullable DrainStrategy drainStrategy,
        @Wire("NodeEvent") @Nullable NodeEvent nodeEvent,
        @Wire("UpdatedAt") long updatedAt,
        @Wire("UpdatedBy") String updatedBy) {
    public NodeUpdateDrainRequest {
        nodeId = Defaults.text(nodeId);
        meta = Defaults.map(meta);
        updatedBy = Defaults.text(updatedBy);
    }
}
