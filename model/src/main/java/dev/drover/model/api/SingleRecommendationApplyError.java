package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** A job that could not be changed by proposals. */
@RecordBuilder
public record SingleRecommendationApplyError(
        @Wire("Namespace") String namespace,
        @Wire("JobID") String jobId,
        @Wire("Recommendations") List<String> recommendations,
        @Wire("Error") String error) {
    public SingleRecommendationApplyError {
        namespace = Defaults.text(namespace);
        jobId = Defaults.text(jobId);
        recommendations = Defaults.list(recommendations);
        error = Defaults.text(error);
    }
}
