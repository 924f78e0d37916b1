package dev.drover.agent.api;

import dev.drover.agent.config.AgentConfig;
import dev.drover.agent.http.Answer;
import dev.drover.agent.http.ApiRequest;
import dev.drover.agent.http.Route;
import dev.drover.state.StateStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How the servers are doing as a group, which is one server that keeps all in memory. */
final class OperatorRoutes {
    private final AgentConfig config;
    private final String serverId;
    private final String serverAddress;
    private final StateStore store;
    private final Instant started = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    OperatorRoutes(AgentConfig config, String serverId, String serverAddress, StateStore store) {
        this.config = config;
        this.serverId = serverId;
        this.serverAddress = serverAddress;
        this.store = store;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/v1/operator/autopilot/configuration", this::configuration),
                Route.get("/v1/operator/autopilot/health", this::health),
                Route.get("/v1/operator/license", request -> new Answer.Empty(204, 0, Map.of())),
                Route.of(
                        Set.of("PUT", "POST"),
                        "/v1/operator/license",
                        request -> new Answer.Text(
                                501, "text/plain; charset=utf-8", "Drover needs no license, so there is none to set")));
    }

    /** The usual values; they cannot be changed while there is one server only. */
    private Answer configuration(ApiRequest request) {
        Map<String, Object> answer = new TreeMap<>();
        answer.put("CleanupDeadServers", true);
        answer.put("LastContactThreshold", "200ms");
        answer.put("MaxTrailingLogs", 250);
        answer.put("MinQuorum", 0);
        answer.put("ServerStabilizationTime", "10s");
        answer.put("EnableRedundancyZones", false);
        answer.put("DisableUpgradeMigration", false);
        answer.put("EnableCustomUpgrades", false);
        answer.put("CreateIndex", 0);
        answer.put("ModifyIndex", 0);
        return Answer.of(answer);
    }

    private Answer health(ApiRequest request) {
        Map<String, Object> server = new TreeMap<>();
        server.put("ID", serverId);
        server.put("Name", config.name() + "." + config.region());
        server.put("Address", serverAddress);
        server.put("SerfStatus", "alive");
        server.put("Version", Version.COMPATIBLE);
        server.put("Leader", true);
        server.put("Voter", true);
        server.put("Healthy", true);
        server.put("LastContact", "0s");
        server.put("LastTerm", 1);
        server.put("LastIndex", store.snapshot().index());
        server.put("StableSince", started.toString());
        Map<String, Object> answer = new TreeMap<>();
        answer.put("Healthy", true);
        answer.put("FailureTolerance", 0);
        answer.put("Leader", serverId);
        answer.put("Servers", List.of(server));
        answer.put("Voters", List.of(serverId));
        return Answer.of(answer);
    }
}
