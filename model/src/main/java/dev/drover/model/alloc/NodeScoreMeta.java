package dev.drover.model.alloc;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;

/** The node score meta of the wire. */
@RecordBuilder
public record NodeScoreMeta(
        @Wire("NodeID") String nodeId,
        @Wire("Scores") Map<String, Double> scores,
        @Wire("NormScore") double normScore) {
    public NodeScoreMeta {
        nodeId = Defaults.text(nodeId);
        scores = Defaults.map(scores);
    }
}
