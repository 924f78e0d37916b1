package dev.drover.model.alloc;

import dev.drover.model.job.Resources;
import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** How a placement was found, or why there was none. */
@RecordBuilder
public record AllocationMetric(
        @Wire("NodesEvaluated") int nodesEvaluated,
        @Wire("NodesFiltered") int nodesFiltered,
        @Wire("NodesInPool") int nodesInPool,
        @Wire("NodePool") String nodePool,
        @Wire("NodesAvailable") Map<String, Integer> nodesAvailable,
        @Wire("ClassFiltered") Map<String, Integer> classFiltered,
        @Wire("ConstraintFiltered") Map<String, Integer> constraintFiltered,
        @Wire("NodesExhausted") int nodesExhausted,
        @Wire("ClassExhausted") Map<String, Integer> classExhausted,
        @Wire("DimensionExhausted") Map<String, Integer> dimensionExhausted,
        @Wire("QuotaExhausted") List<String> quotaExhausted,
        @Wire("ResourcesExhausted") Map<String, Resources> resourcesExhausted,
        @Wire("Scores") Map<String, Double> scores,
        @Wire("AllocationTime") Duration allocationTime,
        @Wire("CoalescedFailures") int coalescedFailures,
        @Wire("ScoreMetaData") List<NodeScoreMeta> scoreMetaData) {
    public AllocationMetric {
        nodePool = Defaults.text(nodePool);
        nodesAvailable = Defaults.map(nodesAvailable);
        classFiltered = Defaults.map(classFiltered);
        constraintFiltered = Defaults.map(constraintFiltered);
        classExhausted = Defaults.map(classExhausted);
        dimensionExhausted = Defaults.map(dimensionExhausted);
        quotaExhausted = Defaults.list(quotaExhausted);
        resourcesExhausted = Defaults.map(resourcesExhausted);
        scores = Defaults.map(scores);
        allocationTime = Defaults.duration(allocationTime);
        scoreMetaData = Defaults.list(scoreMetaData);
    }
}
