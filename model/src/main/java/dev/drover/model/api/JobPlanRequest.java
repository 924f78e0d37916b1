package dev.drover.model.api;

import dev.drover.model.job.Job;
import dev.drover.model.wire.Absent;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Body of a request: job plan.
 *
 * @param explain whether to tell in words why groups find no room
 */
@RecordBuilder
public record JobPlanRequest(
        @Wire("Job") @Nullable Job job,
        @Wire("Diff") boolean diff,
        @Wire("PolicyOverride") boolean policyOverride,
        @Wire(value = "Explain", absent = Absent.OMITTED) boolean explain) {
    /** One that asks for no explanation. */
    public JobPlanRequest(@Nullable Job job, boolean diff, boolean policyOverride) {
        this(job, diff, policyOverride, false);
    }
}
