package dev.drover.agent.api;

import dev.drover.agent.http.Answer;
import dev.drover.agent.http.ApiRequest;
import dev.drover.agent.http.HttpException;
import dev.drover.agent.http.Route;
import dev.drover.agent.http.Scope;
import dev.drover.model.api.OperatorHealthReply;
import dev.drover.model.operator.AutopilotConfiguration;
import dev.drover.state.Table;
import dev.drover.state.Watch;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** How the servers are doing as a group. */
final class OperatorRoutes {
    /** Status of an unhealthy group. */
    private static final int UNHEALTHY = 429;

    private final Reads reads;
    private final Parts parts;

    OperatorRoutes(Reads reads, Parts parts) {
        this.reads = reads;
        this.parts = parts;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/v1/operator/autopilot/configuration", this::configuration),
                Route.write("/v1/operator/autopilot/configuration", this::setConfiguration),
                Route.get("/v1/operator/autopilot/health", this::health).in(Scope.WRITE),
                Route.get("/v1/operator/license", request -> new Answer.Empty(204, 0, Map.of()))
                        .in(Scope.AGENT),
                Route.of(
                                Set.of("PUT", "POST"),
                                "/v1/operator/license",
                                request -> new Answer.Text(
                                        501,
                                        "text/plain; charset=utf-8",
                                        "Drover needs no license, so there is none to set"))
                        .in(Scope.AGENT));
    }

    private Answer configuration(ApiRequest request) {
        return reads.read(
                request,
                new Watch.Whole(Table.AUTOPILOT_CONFIGURATION),
                (state, index) -> Answer.of(state.autopilotConfiguration()));
    }

    private Answer health(ApiRequest request) {
        OperatorHealthReply health = parts.serverPart().raft().health();
        return new Answer.Value(health.healthy() ? 200 : UNHEALTHY, health, 0, Map.of());
    }

    private Answer setConfiguration(ApiRequest request) {
        AutopilotConfiguration body = request.body(AutopilotConfiguration.class);
        OptionalLong expected = OptionalLong.empty();
        if (request.query("cas").isPresent()) {
            long index = request.number("cas", 0);
            if (index < 0) {
                throw new HttpException(400, "cas must not be negative");
            }
            expected = OptionalLong.of(index);
        }
        return Answer.of(parts.server().system().setAutopilot(body, expected));
    }
}
