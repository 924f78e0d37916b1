package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** A job that was changed by proposals. */
@RecordBuilder
public record SingleRecommendationApplyResult(
        @Wire("Namespace") String namespace,
        @Wire("JobID") String jobId,
        @Wire("JobModifyIndex") long jobModifyIndex,
        @Wire("EvalID") String evalId,
        @Wire("EvalCreateIndex") long evalCreateIndex,
        @Wire("Warnings") String warnings,
        @Wire("Recommendations") List<String> recommendations) {
    public SingleRecommendationApplyResult {
        namespace = Defaults.text(namespace);
        jobId = Defaults.text(jobId);
        evalId = Defaults.text(evalId);
        warnings = Defaults.text(warnings);
        recommendations = Defaults.list(recommendations);
    }
}
