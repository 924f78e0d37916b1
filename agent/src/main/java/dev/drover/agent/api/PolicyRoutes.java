package dev.drover.agent.api;

import dev.drover.agent.http.Answer;
import dev.drover.agent.http.ApiRequest;
import dev.drover.agent.http.HttpException;
import dev.drover.agent.http.Route;
import dev.drover.agent.http.Scope;
import dev.drover.model.api.RecommendationApplyRequest;
import dev.drover.model.api.RecommendationApplyResponse;
import dev.drover.model.api.SingleRecommendationApplyError;
import java.util.List;
import java.util.stream.Stream;

/**
 * Sentinel policies and recommendations. Drover enforces no such policies and makes no such proposals: lists of them are empty, single ones are not
 * found, and to keep one is refused rather than taken and ignored.
 */
final class PolicyRoutes {
    List<Route> routes() {
        return Stream.of(
                        Route.get("/v1/sentinel/policies", request -> Answer.of(List.of())),
                        Route.get("/v1/sentinel/policy/:policy_name", request -> {
                            throw new HttpException(404, "policy not found");
                        }),
                        Route.write("/v1/sentinel/policy/:policy_name", request -> {
                            throw new HttpException(
                                    501,
                                    "Drover does not enforce Sentinel policies, so it keeps none; use ACL policies and quotas");
                        }),
                        Route.delete("/v1/sentinel/policy/:policy_name", request -> {
                            throw new HttpException(404, "policy not found");
                        }),
                        Route.get("/v1/recommendations", request -> Answer.of(List.of())),
                        Route.get("/v1/recommendation/:recommendation_id", request -> {
                            throw new HttpException(404, "recommendation not found");
                        }),
                        Route.write("/v1/recommendation", request -> {
                            throw new HttpException(
                                    501,
                                    "Drover keeps no recommendations; change the resources of the task in its job");
                        }),
                        Route.write("/v1/recommendations/apply", PolicyRoutes::apply))
                .map(route -> route.in(Scope.SERVER))
                .toList();
    }

    private static Answer apply(ApiRequest request) {
        RecommendationApplyRequest body = request.body(RecommendationApplyRequest.class);
        if (body.apply().isEmpty() && body.dismiss().isEmpty()) {
            throw new HttpException(400, "missing recommendations to apply or dismiss");
        }
        List<SingleRecommendationApplyError> errors = body.apply().isEmpty()
                ? List.of()
                : List.of(new SingleRecommendationApplyError("", "", body.apply(), "recommendation not found"));
        if (!body.dismiss().isEmpty()) {
            throw new HttpException(404, "recommendation not found: " + String.join(", ", body.dismiss()));
        }
        return Answer.of(new RecommendationApplyResponse(List.of(), errors));
    }
}
