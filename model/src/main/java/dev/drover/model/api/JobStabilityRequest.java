package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;

/** Body of a request: job stability. */
@RecordBuilder
public record JobStabilityRequest(
        @Wire("JobID") String jobId,
        @Wire("JobVersion") long jobVersion,
        @Wire("Stable") boolean stable) {
    public JobStabilityRequest {
        jobId = Defaults.text(jobId);
    }
}
