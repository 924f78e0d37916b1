package dev.drover.agent.api;

import dev.drover.agent.http.Answer;
import dev.drover.agent.http.ApiRequest;
import dev.drover.agent.http.Route;
import dev.drover.agent.http.Scope;
import dev.drover.model.api.RaftServer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How the servers are doing as a group. */
final class OperatorRoutes {
    /** Status of an unhealthy group. */
    private static final int UNHEALTHY = 429;

    private final Parts parts;
    private final Instant started = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    OperatorRoutes(Parts parts) {
        this.parts = parts;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/v1/operator/autopilot/configuration", this::configuration)
                        .in(Scope.SERVER),
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

    /** The usual values; they cannot be changed yet. */
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

    /** As the leader sees it: a server is well while the members take it for alive. */
    private Answer health(ApiRequest request) {
        List<RaftServer> configured = parts.serverPart().raft().configuration().servers();
        List<String> alive = parts.serverPart().cluster().servers();
        List<Map<String, Object>> servers = new ArrayList<>();
        int healthy = 0;
        for (RaftServer server : configured) {
            boolean well = server.leader() || alive.contains(server.address());
            healthy += well ? 1 : 0;
            servers.add(health(server, well));
        }
        Map<String, Object> answer = new TreeMap<>();
        answer.put("Healthy", healthy == configured.size());
        answer.put("FailureTolerance", Math.max(0, healthy - (configured.size() / 2 + 1)));
        answer.put(
                "Leader",
                configured.stream()
                        .filter(RaftServer::leader)
                        .map(RaftServer::id)
                        .findFirst()
                        .orElse(""));
        answer.put("Servers", servers);
        answer.put(
                "Voters",
                configured.stream()
                        .filter(RaftServer::voter)
                        .map(RaftServer::id)
                        .toList());
        return new Answer.Value(healthy == configured.size() ? 200 : UNHEALTHY, answer, 0, Map.of());
    }

    private Map<String, Object> health(RaftServer server, boolean well) {
        Map<String, Object> answer = new TreeMap<>();
        answer.put("ID", server.id());
        answer.put("Name", server.node());
        answer.put("Address", server.address());
        answer.put("SerfStatus", well ? "alive" : "failed");
        answer.put("Version", Version.COMPATIBLE);
        answer.put("Leader", server.leader());
        answer.put("Voter", server.voter());
        answer.put("Healthy", well);
        answer.put("LastContact", "0s");
        answer.put("LastTerm", 1);
        answer.put("LastIndex", parts.server().state().index());
        answer.put("StableSince", started.toString());
        return answer;
    }
}
