package dev.drover.agent.api;

import dev.drover.agent.config.AgentConfig;
import dev.drover.agent.http.Answer;
import dev.drover.agent.http.ApiRequest;
import dev.drover.agent.http.Route;
import dev.drover.agent.http.Scope;
import dev.drover.model.api.AgentHealth;
import dev.drover.model.api.AgentHealthResponse;
import dev.drover.model.wire.Defaults;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Who the agent is, who leads, and whether all is well. */
final class StatusRoutes {
    private final AgentConfig config;
    private final Parts parts;
    private final Optional<Membership> membership;

    StatusRoutes(AgentConfig config, Parts parts, Optional<Membership> membership) {
        this.config = config;
        this.parts = parts;
        this.membership = membership;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/v1/regions", request -> Answer.of(regions())).in(Scope.SERVER),
                Route.get("/v1/agent/self", this::self).in(Scope.AGENT),
                Route.get("/v1/agent/health", this::health).in(Scope.AGENT));
    }

    /** Regions with servers that are there. */
    private List<String> regions() {
        return Stream.concat(
                        Stream.of(config.region()),
                        membership.stream()
                                .flatMap(server -> server.members().stream())
                                .filter(member -> member.status().equals("alive"))
                                .map(member -> member.tags().getOrDefault("region", config.region())))
                .distinct()
                .sorted()
                .toList();
    }

    private Answer self(ApiRequest request) {
        Map<String, Object> self = new TreeMap<>();
        self.put("config", configTree());
        self.put("member", membership.map(Membership::self).orElseGet(MemberWire::none));
        self.put("stats", Statistics.of(parts));
        return Answer.of(self);
    }

    /** What files and flags say, and what this agent made of it where that is more than they say. */
    private Map<String, Object> configTree() {
        Map<String, Object> tree = new TreeMap<>(config.shown());
        tree.put("Region", config.region());
        tree.put("Datacenter", config.datacenter());
        tree.put("NodeName", config.name());
        tree.put("BindAddr", config.bindAddress());
        tree.put("DevMode", config.dev());
        tree.put("EnableDebug", config.http().debug());
        tree.put("DataDir", config.dataDirectory().map(Object::toString).orElse(""));
        tree.put("LogLevel", config.logging().level());
        tree.put("LogJson", config.logging().json());
        tree.put("Ports", Map.of("HTTP", config.httpPort(), "RPC", config.rpcPort(), "Serf", config.serfPort()));
        tree.put(
                "Version",
                Map.of(
                        "Version",
                        Version.COMPATIBLE,
                        "VersionMetadata",
                        "",
                        "VersionPrerelease",
                        "",
                        "Revision",
                        "",
                        "BuildDate",
                        Defaults.NO_TIME.toString()));
        change(
                tree,
                "Server",
                Map.of(
                        "Enabled",
                        config.server().enabled(),
                        "BootstrapExpect",
                        config.server().cluster().bootstrapExpect()));
        change(
                tree,
                "Client",
                Map.of(
                        "Enabled", config.client().enabled(),
                        "NodeClass", config.client().nodeClass(),
                        "NodePool", config.client().nodePool(),
                        "Meta", config.client().meta(),
                        "Options", config.client().options()));
        change(tree, "ACL", Map.of("Enabled", config.acl().enabled()));
        change(
                tree,
                "AdvertiseAddrs",
                Map.of(
                        "RPC",
                        config.network().rpcAdvertise().toString(),
                        "Serf",
                        config.network().serfAdvertise().toString()));
        return tree;
    }

    private static void change(Map<String, Object> tree, String block, Map<String, Object> changes) {
        Map<String, Object> changed = new TreeMap<>();
        if (tree.get(block) instanceof Map<?, ?> before) {
            before.forEach((name, value) -> changed.put(String.valueOf(name), value));
        }
        changed.putAll(changes);
        tree.put(block, changed);
    }

    /** Well is a server that knows who leads, and a node that knows a server. */
    private Answer health(ApiRequest request) {
        String type = request.query("type").orElse("");
        Optional<AgentHealth> server = type.equals("client")
                ? Optional.empty()
                : parts.ownServer()
                        .map(part -> health(part.cluster().leaderAddress().isPresent(), "No cluster leader"));
        Optional<AgentHealth> client = type.equals("server")
                ? Optional.empty()
                : parts.ownNode().map(part -> health(!part.servers().get().isEmpty(), "no known servers"));
        boolean asked = server.isPresent() || client.isPresent();
        boolean well = asked
                && server.map(AgentHealth::ok).orElse(true)
                && client.map(AgentHealth::ok).orElse(true);
        return new Answer.Value(
                well ? 200 : 500, new AgentHealthResponse(client.orElse(null), server.orElse(null)), 0, Map.of());
    }

    private static AgentHealth health(boolean ok, String otherwise) {
        return new AgentHealth(ok, ok ? "ok" : otherwise);
    }
}
