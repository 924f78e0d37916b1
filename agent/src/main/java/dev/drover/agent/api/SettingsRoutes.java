package dev.drover.agent.api;

import dev.drover.agent.gate.Gate;
import dev.drover.agent.http.Answer;
import dev.drover.agent.http.ApiRequest;
import dev.drover.agent.http.HttpException;
import dev.drover.agent.http.Lists;
import dev.drover.agent.http.Route;
import dev.drover.model.acl.NodePoolCapability;
import dev.drover.model.api.SchedulerConfigurationResponse;
import dev.drover.model.api.SchedulerSetConfigurationResponse;
import dev.drover.model.namespace.Namespace;
import dev.drover.model.node.NodePool;
import dev.drover.model.operator.SchedulerConfiguration;
import dev.drover.server.system.SystemEndpoint;
import dev.drover.state.Table;
import dev.drover.state.Watch;
import java.time.Duration;
import java.util.List;

/** What operators set for the whole cluster: namespaces, node pools, the scheduler; and the housekeeping they can ask for. */
final class SettingsRoutes {
    private final Reads reads;
    private final Parts parts;

    SettingsRoutes(Reads reads, Parts parts) {
        this.reads = reads;
        this.parts = parts;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/v1/namespaces", this::namespaces),
                Route.get("/v1/namespace/:name", this::namespace),
                Route.write("/v1/namespace", this::upsertNamespace),
                Route.write("/v1/namespace/:name", this::upsertNamespace),
                Route.delete(
                        "/v1/namespace/:name",
                        request -> Answer.done(system().deleteNamespace(request.parameter("name")))),
                Route.write("/v1/node/pools", this::upsertPool),
                Route.write("/v1/node/pool/:pool", this::upsertPool),
                Route.delete(
                        "/v1/node/pool/:pool",
                        request -> Answer.done(system().deleteNodePool(request.parameter("pool")))),
                Route.get("/v1/operator/scheduler/configuration", this::scheduler),
                Route.write("/v1/operator/scheduler/configuration", this::setScheduler),
                Route.put("/v1/system/gc", this::collectGarbage),
                Route.put("/v1/system/reconcile/summaries", request -> Answer.done()));
    }

    private SystemEndpoint system() {
        return parts.server().system();
    }

    private Answer namespaces(ApiRequest request) {
        return reads.read(
                request,
                new Watch.Whole(Table.NAMESPACES),
                (state, index) -> Lists.page(
                        request,
                        state.namespaces().stream()
                                .filter(namespace -> request.acl().knows(namespace.name()))
                                .toList(),
                        index,
                        Namespace::name,
                        Namespace::name,
                        namespace -> namespace));
    }

    private Answer namespace(ApiRequest request) {
        return reads.read(
                request,
                new Watch.Whole(Table.NAMESPACES),
                (state, index) -> Answer.of(
                        Reads.found(state.namespace(request.parameter("name")), "Namespace not found"), index));
    }

    private Answer upsertNamespace(ApiRequest request) {
        return Answer.done(system().upsertNamespace(request.body(Namespace.class)));
    }

    private Answer upsertPool(ApiRequest request) {
        NodePool pool = request.body(NodePool.class);
        // The name in the body counts, whatever the path says.
        if (!request.acl().allowsNodePool(pool.name(), NodePoolCapability.WRITE)) {
            throw Gate.denied();
        }
        return Answer.done(system().upsertNodePool(pool));
    }

    private Answer scheduler(ApiRequest request) {
        return reads.read(
                request,
                new Watch.Whole(Table.SCHEDULER_CONFIGURATION),
                (state, index) -> Answer.of(
                        new SchedulerConfigurationResponse(
                                state.schedulerConfiguration(), Duration.ZERO, true, "", index),
                        index));
    }

    private Answer setScheduler(ApiRequest request) {
        SchedulerConfiguration body = request.body(SchedulerConfiguration.class);
        if (request.query("cas").isEmpty()) {
            long index = system().setSchedulerConfiguration(body);
            return Answer.of(new SchedulerSetConfigurationResponse(true, index), index);
        }
        long expected = request.number("cas", 0);
        if (expected < 0) {
            throw new HttpException(400, "cas must not be negative");
        }
        return Answer.of(new SchedulerSetConfigurationResponse(system().setSchedulerConfiguration(body, expected), 0));
    }

    private Answer collectGarbage(ApiRequest request) {
        system().collectGarbage();
        return Answer.done();
    }
}
