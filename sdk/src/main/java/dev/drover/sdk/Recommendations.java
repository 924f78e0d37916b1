package dev.drover.sdk;

import dev.drover.model.api.RecommendationApplyRequest;
import dev.drover.model.api.RecommendationApplyResponse;
import dev.drover.model.operator.Recommendation;
import java.util.List;

/** The calls about proposals to change what tasks ask for. */
public final class Recommendations {
    private final Transport transport;

    Recommendations(Transport transport) {
        this.transport = transport;
    }

    /** The proposals; parameters {@code job}, {@code group} and {@code task} choose among them. */
    public Answer<List<Recommendation>> list(Query query) {
        return transport.list("/v1/recommendations", query, Recommendation.class);
    }

    public Answer<Recommendation> info(String id, Query query) {
        return transport.get("/v1/recommendation/" + Transport.segment(id), query, Recommendation.class);
    }

    /** Takes proposals up, which updates their jobs, or drops them. */
    public RecommendationApplyResponse apply(RecommendationApplyRequest request) {
        return transport
                .put("/v1/recommendations/apply", Query.NONE, request, RecommendationApplyResponse.class)
                .value();
    }
}
