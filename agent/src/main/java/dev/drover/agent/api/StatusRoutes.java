package dev.drover.agent.api;

import dev.drover.agent.config.AgentConfig;
import dev.drover.agent.http.Answer;
import dev.drover.agent.http.ApiRequest;
import dev.drover.agent.http.Route;
import dev.drover.model.api.AgentHealth;
import dev.drover.model.api.AgentHealthResponse;
import dev.drover.model.api.AgentMember;
import dev.drover.model.api.ServerMembers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Who the agent is, who leads, and whether all is well. */
final class StatusRoutes {
    private final AgentConfig config;
    private final String serverId;
    private final Supplier<Map<String, Map<String, String>>> statistics;

    /**
     * Routes for one process that is server and client.
     *
     * @param statistics counters by group, made anew at each call
     */
    StatusRoutes(AgentConfig config, String serverId, Supplier<Map<String, Map<String, String>>> statistics) {
        this.config = config;
        this.serverId = serverId;
        this.statistics = statistics;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/v1/status/leader", request -> Answer.of(rpcAddress())),
                Route.get("/v1/status/peers", request -> Answer.of(List.of(rpcAddress()))),
                Route.get("/v1/regions", request -> Answer.of(List.of(config.region()))),
                Route.get("/v1/agent/self", this::self),
                Route.get(
                        "/v1/agent/members",
                        request -> Answer.of(new ServerMembers(
                                config.name(), config.region(), config.datacenter(), List.of(member())))),
                Route.get("/v1/agent/servers", request -> Answer.of(List.of(rpcAddress()))),
                Route.get("/v1/agent/health", this::health),
                Route.get("/v1/operator/raft/configuration", request -> Answer.of(raftConfiguration())));
    }

    private String rpcAddress() {
        return host() + ":" + config.rpcPort();
    }

    private String host() {
        return config.bindAddress().equals("0.0.0.0") ? "127.0.0.1" : config.bindAddress();
    }

    private Answer self(ApiRequest request) {
        Map<String, Object> self = new TreeMap<>();
        self.put("config", configTree());
        self.put("member", member());
        self.put("stats", statistics.get());
        return Answer.of(self);
    }

    /** The part of the configuration that is acted on. */
    private Map<String, Object> configTree() {
        Map<String, Object> tree = new TreeMap<>();
        tree.put("Region", config.region());
        tree.put("Datacenter", config.datacenter());
        tree.put("NodeName", config.name());
        tree.put("BindAddr", config.bindAddress());
        tree.put("DevMode", config.dev());
        tree.put("DataDir", config.dataDirectory().map(Object::toString).orElse(""));
        tree.put("LogLevel", config.logging().level());
        tree.put("LogJson", config.logging().json());
        tree.put("Ports", Map.of("HTTP", config.httpPort(), "RPC", config.rpcPort(), "Serf", config.serfPort()));
        tree.put("Version", Map.of("Version", Version.COMPATIBLE, "VersionMetadata", "", "VersionPrerelease", ""));
        tree.put("Server", Map.of("Enabled", config.server().enabled()));
        tree.put(
                "Client",
                Map.of(
                        "Enabled", config.client().enabled(),
                        "NodeClass", config.client().nodeClass(),
                        "NodePool", config.client().nodePool(),
                        "Meta", config.client().meta(),
                        "Options", config.client().options()));
        tree.put("ACL", Map.of("Enabled", false));
        return tree;
    }

    private AgentMember member() {
        Map<String, String> tags = new TreeMap<>();
        tags.put("role", "nomad");
        tags.put("region", config.region());
        tags.put("dc", config.datacenter());
        tags.put("build", Version.COMPATIBLE);
        tags.put("id", serverId);
        tags.put("rpc_addr", host());
        tags.put("port", Integer.toString(config.rpcPort()));
        tags.put("raft_vsn", "3");
        tags.put("vsn", "1");
        tags.put("bootstrap", "1");
        tags.put("expect", "1");
        tags.put("revision", "");
        return new AgentMember(
                config.name() + "." + config.region(), host(), config.serfPort(), tags, "alive", 1, 5, 2, 2, 5, 4);
    }

    private Answer health(ApiRequest request) {
        String type = request.query("type").orElse("");
        AgentHealth well = new AgentHealth(true, "ok");
        return Answer.of(
                new AgentHealthResponse(type.equals("server") ? null : well, type.equals("client") ? null : well));
    }

    private Map<String, Object> raftConfiguration() {
        Map<String, Object> server = new TreeMap<>();
        server.put("Address", rpcAddress());
        server.put("ID", serverId);
        server.put("Leader", true);
        server.put("Node", config.name() + "." + config.region());
        server.put("RaftProtocol", "3");
        server.put("Voter", true);
        return Map.of("Index", 0, "Servers", List.of(server));
    }
}
