package dev.drover.model.api;

import dev.drover.model.wire.Defaults;
import dev.drover.model.wire.Wire;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** Ids of proposals to take up and to drop. */
@RecordBuilder
public record RecommendationApplyRequest(
        @Wire("Apply") List<String> apply,
        @Wire("Dismiss") List<String> dismiss,
        @Wire("PolicyOverride") boolean policyOverride) {
    public RecommendationApplyRequest {
        apply = Defaults.list(apply);
        dismiss = Defaults.list(dismiss);
    }
}
