package dev.drover.model.api;

import dev.drover.model.alloc.AllocationMetric;
import dev.drover.model.diff.JobDiff;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.eval.PlanAnnotations;
import dev.drover.model.wire.Absent;
import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answer to job plan.
 *
 * @param explanations sentences that tell why a group finds no room and what would help, by group; when they were asked for
 */
@RecordBuilder
public record JobPlanResponse(
        @Wire("JobModifyIndex") long jobModifyIndex,
        @Wire("CreatedEvals") List<Evaluation> createdEvals,
        @Wire("Diff") @Nullable JobDiff diff,
        @Wire("Annotations") @Nullable PlanAnnotations annotations,
        @Wire("FailedTGAllocs") Map<String, AllocationMetric> failedTgAllocs,
        @Wire("NextPeriodicLaunch") @Nullable Instant nextPeriodicLaunch,
        @Wire("Warnings") String warnings,
        @Wire("Index") long index,

        @Wire(value = "Explanations", absent = Absent.OMITTED)
        Map<String, List<String>> explanations) {
    public JobPlanResponse {
        createdEvals = Defaults.list(createdEvals);
        failedTgAllocs = Defaults.map(failedTgAllocs);
        warnings = Defaults.text(warnings);
        explanations = Defaults.map(explanations);
    }
}
