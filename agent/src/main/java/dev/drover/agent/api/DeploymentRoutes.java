package dev.drover.agent.api;

import dev.drover.agent.http.Answer;
import dev.drover.agent.http.ApiRequest;
import dev.drover.agent.http.HttpException;
import dev.drover.agent.http.Lists;
import dev.drover.agent.http.Route;
import dev.drover.model.api.DeploymentAllocHealthRequest;
import dev.drover.model.api.DeploymentPauseRequest;
import dev.drover.model.api.DeploymentPromoteRequest;
import dev.drover.model.api.DeploymentUpdateResponse;
import dev.drover.model.deployment.Deployment;
import dev.drover.state.Table;
import dev.drover.state.Watch;
import java.util.List;

/** Deployments. */
final class DeploymentRoutes {
    private static final String LOOKUP = "deployment lookup failed: ";

    private final Reads reads;
    private final Parts parts;

    DeploymentRoutes(Reads reads, Parts parts) {
        this.reads = reads;
        this.parts = parts;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/v1/deployments", this::list),
                Route.get("/v1/deployment/:deployment_id", this::info),
                Route.get("/v1/deployment/allocations/:deployment_id", this::allocations),
                Route.write("/v1/deployment/promote/:deployment_id", this::promote),
                Route.write("/v1/deployment/fail/:deployment_id", this::fail),
                Route.write("/v1/deployment/pause/:deployment_id", this::pause),
                Route.write("/v1/deployment/allocation-health/:deployment_id", this::setHealth),
                Route.write("/v1/deployment/unblock/:deployment_id", this::unblock));
    }

    private Answer list(ApiRequest request) {
        return reads.read(request, new Watch.Whole(Table.DEPLOYMENTS), (state, index) -> {
            List<Deployment> deployments = state
                    .deploymentsByPrefix(request.query("prefix").orElse(""))
                    .stream()
                    .filter(deployment -> Reads.inNamespace(request).test(deployment.namespace()))
                    .toList();
            return Lists.page(request, deployments, index, Deployment::id, Deployment::id, deployment -> deployment);
        });
    }

    private Answer info(ApiRequest request) {
        String id = Reads.uuid(request.parameter("deployment_id"), LOOKUP);
        return reads.read(
                request,
                new Watch.OneDeployment(id),
                (state, index) -> Answer.of(Reads.found(state.deployment(id), "deployment not found"), index));
    }

    private Answer allocations(ApiRequest request) {
        String id = Reads.uuid(request.parameter("deployment_id"), "");
        return reads.read(
                request,
                new Watch.AllocationsOfDeployment(id),
                (state, index) -> Answer.of(
                        state.allocationsOfDeployment(id).stream()
                                .map(allocation -> Stubs.allocation(allocation, false, true))
                                .toList(),
                        index));
    }

    private Answer promote(ApiRequest request) {
        DeploymentPromoteRequest body = request.body(DeploymentPromoteRequest.class);
        return written(parts.server()
                .deployments()
                .promote(
                        Reads.uuid(request.parameter("deployment_id"), LOOKUP),
                        body.all() ? List.of() : body.groups()));
    }

    private Answer fail(ApiRequest request) {
        return written(parts.server().deployments().fail(Reads.uuid(request.parameter("deployment_id"), LOOKUP)));
    }

    private Answer pause(ApiRequest request) {
        DeploymentPauseRequest body = request.body(DeploymentPauseRequest.class);
        return written(parts.server()
                .deployments()
                .pause(Reads.uuid(request.parameter("deployment_id"), LOOKUP), body.pause()));
    }

    private Answer setHealth(ApiRequest request) {
        DeploymentAllocHealthRequest body = request.body(DeploymentAllocHealthRequest.class);
        return written(parts.server()
                .deployments()
                .setAllocationHealth(
                        Reads.uuid(request.parameter("deployment_id"), LOOKUP),
                        body.healthyAllocationIds(),
                        body.unhealthyAllocationIds()));
    }

    /** Only a deployment of several regions waits for others, and there is one region. */
    private Answer unblock(ApiRequest request) {
        String id = Reads.uuid(request.parameter("deployment_id"), LOOKUP);
        Deployment deployment = Reads.found(parts.server().state().deployment(id), "deployment not found");
        throw new HttpException(
                400,
                "can't unblock deployment: it is " + deployment.status().wireName()
                        + ", and only one of several regions can be blocked");
    }

    private static Answer written(DeploymentUpdateResponse response) {
        return Answer.of(response, response.index());
    }
}
