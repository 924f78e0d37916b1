package dev.drover.agent.api;

import dev.drover.agent.http.Answer;
import dev.drover.agent.http.ApiRequest;
import dev.drover.agent.http.HttpException;
import dev.drover.agent.http.Lists;
import dev.drover.agent.http.Route;
import dev.drover.model.quota.QuotaSpec;
import dev.drover.model.quota.QuotaSpecBuilder;
import dev.drover.model.quota.QuotaUsage;
import dev.drover.server.quota.QuotaEndpoint;
import dev.drover.state.State;
import dev.drover.state.Table;
import dev.drover.state.Watch;
import java.util.List;
import java.util.Set;

/** Quotas and what is used of them. */
final class QuotaRoutes {
    private static final Watch QUOTAS = new Watch.Whole(Table.QUOTAS);
    private static final Set<Watch> USAGE =
            Set.of(QUOTAS, new Watch.Whole(Table.ALLOCATIONS), new Watch.Whole(Table.NAMESPACES));

    private final Reads reads;
    private final Parts parts;

    QuotaRoutes(Reads reads, Parts parts) {
        this.reads = reads;
        this.parts = parts;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/v1/quotas", this::list),
                Route.write("/v1/quota", this::upsert),
                Route.get("/v1/quota/:quota", this::quota),
                Route.write("/v1/quota/:quota", this::upsert),
                Route.delete("/v1/quota/:quota", this::delete),
                Route.get("/v1/quota-usages", this::usages),
                Route.get("/v1/quota/usage/:quota", this::usage));
    }

    private QuotaEndpoint quotas() {
        return parts.server().quotas();
    }

    private Answer list(ApiRequest request) {
        return reads.read(
                request,
                QUOTAS,
                (state, index) ->
                        Lists.page(request, all(request, state), index, QuotaSpec::name, QuotaSpec::name, it -> it));
    }

    private static List<QuotaSpec> all(ApiRequest request, State state) {
        return List.copyOf(state.quotasByPrefix(request.query("prefix").orElse("")));
    }

    private Answer quota(ApiRequest request) {
        return reads.read(request, QUOTAS, (state, index) -> Answer.of(found(request, state), index));
    }

    private static QuotaSpec found(ApiRequest request, State state) {
        return Reads.found(state.quota(request.parameter("quota")), "quota not found");
    }

    private Answer upsert(ApiRequest request) {
        QuotaSpec quota = request.body(QuotaSpec.class);
        if (!request.path().equals("/v1/quota")) {
            String name = request.parameter("quota");
            if (!quota.name().isEmpty() && !quota.name().equals(name)) {
                throw new HttpException(400, "Quota name does not match request path");
            }
            quota = QuotaSpecBuilder.builder(quota).name(name).build();
        }
        return Answer.done(quotas().upsert(quota));
    }

    private Answer delete(ApiRequest request) {
        return Answer.done(quotas().delete(request.parameter("quota")));
    }

    private Answer usages(ApiRequest request) {
        return reads.read(
                request,
                USAGE,
                (state, index) -> Lists.page(
                        request,
                        all(request, state).stream()
                                .map(quota -> quotas().usage(state, quota))
                                .toList(),
                        index,
                        QuotaUsage::name,
                        QuotaUsage::name,
                        it -> it));
    }

    private Answer usage(ApiRequest request) {
        return reads.read(
                request, USAGE, (state, index) -> Answer.of(quotas().usage(state, found(request, state)), index));
    }
}
