package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/** Body of a request: job evaluate. */
@RecordBuilder
public record JobEvaluateRequest(
        @Wire("JobID") String jobId,
        @Wire("EvalOptions") @Nullable EvalOptions evalOptions) {
    public JobEvaluateRequest {
        jobId = Defaults.text(jobId);
    }
}
