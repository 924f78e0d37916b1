package dev.drover.agent.api;

import dev.drover.agent.http.Answer;
import dev.drover.agent.http.ApiRequest;
import dev.drover.agent.http.Lists;
import dev.drover.agent.http.Route;
import dev.drover.model.job.ScalingPolicy;
import dev.drover.model.job.ScalingPolicyListStub;
import dev.drover.state.Table;
import dev.drover.state.Watch;
import java.util.List;

/** Where autoscalers find their work. */
final class ScalingRoutes {
    private final Reads reads;

    ScalingRoutes(Reads reads) {
        this.reads = reads;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/v1/scaling/policies", this::list), Route.get("/v1/scaling/policy/:policy_id", this::info));
    }

    private Answer list(ApiRequest request) {
        String job = request.query("job").orElse("");
        String type = request.query("type").orElse("");
        return reads.read(request, new Watch.Whole(Table.SCALING_POLICIES), (state, index) -> {
            List<ScalingPolicy> policies = state.scalingPolicies().stream()
                    .filter(policy ->
                            Reads.inNamespace(request).test(policy.target().get("Namespace")))
                    .filter(policy ->
                            job.isEmpty() || job.equals(policy.target().get("Job")))
                    // Vertical policies are asked for together.
                    .filter(policy -> policy.type().startsWith(type))
                    .toList();
            return Lists.page(request, policies, index, ScalingPolicy::id, ScalingPolicy::id, ScalingRoutes::stub);
        });
    }

    private static ScalingPolicyListStub stub(ScalingPolicy policy) {
        return new ScalingPolicyListStub(
                policy.id(),
                Boolean.TRUE.equals(policy.enabled()),
                policy.type(),
                policy.target(),
                policy.createIndex(),
                policy.modifyIndex());
    }

    private Answer info(ApiRequest request) {
        String id = request.parameter("policy_id");
        return reads.read(
                request,
                new Watch.Whole(Table.SCALING_POLICIES),
                (state, index) -> Answer.of(Reads.found(state.scalingPolicy(id), "policy not found"), index));
    }
}
