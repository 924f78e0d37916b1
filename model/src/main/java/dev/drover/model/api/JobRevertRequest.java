package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/** Body of a request: job revert. */
@RecordBuilder
public record JobRevertRequest(
        @Wire("JobID") String jobId,
        @Wire("JobVersion") long jobVersion,
        @Wire("EnforcePriorVersion") @Nullable Long enforcePriorVersion) {
    public JobRevertRequest {
        jobId = Defaults.text(jobId);
    }
}
