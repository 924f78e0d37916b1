package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** What came of proposals. */
@RecordBuilder
public record RecommendationApplyResponse(
        @Wire("UpdatedJobs") List<SingleRecommendationApplyResult> updatedJobs,
        @Wire("Errors") List<SingleRecommendationApplyError> errors) {
    public RecommendationApplyResponse {
        updatedJobs = Defaults.list(updatedJobs);
        errors = Defaults.list(errors);
    }
}
