package dev.drover.sdk;

import dev.drover.model.api.AgentHealthResponse;
import dev.drover.model.api.JoinResponse;
import dev.drover.model.api.KeyringRequest;
import dev.drover.model.api.KeyringResponse;
import dev.drover.model.api.ServerMembers;
import dev.drover.model.wire.Json;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The calls about the agent that answers. */
public final class Agent {
    private final Transport transport;

    Agent(Transport transport) {
        this.transport = transport;
    }

    /** Its configuration, membership and statistics, in the free form of the wire. */
    public Map<String, Object> self() {
        return transport.read("/v1/agent/self", Query.NONE, Json::readObject).value();
    }

    /** The servers that gossip with it. */
    public ServerMembers members() {
        return transport
                .get("/v1/agent/members", Query.NONE, ServerMembers.class)
                .value();
    }

    /** Has the server meet others at this address, {@code host} or {@code host:port} of their gossip. */
    public JoinResponse join(String address) {
        return transport
                .put("/v1/agent/join", Query.NONE.with("address", address), Map.of(), JoinResponse.class)
                .value();
    }

    /**
     * Declares a failed server to have left.
     *
     * @param name as {@link #members} lists it
     * @param prune whether it is forgotten altogether
     */
    public void forceLeave(String name, boolean prune) {
        transport.put("/v1/agent/force-leave", Query.NONE.with("node", name).withTrue("prune", prune), Map.of());
    }

    /**
     * Whether its server and its client work.
     *
     * @throws ApiException with status 500 when one of them does not
     */
    public AgentHealthResponse health() {
        return transport
                .get("/v1/agent/health", Query.NONE, AgentHealthResponse.class)
                .value();
    }

    /** The addresses of the servers that the node of the agent knows. */
    public List<String> servers() {
        return transport
                .read("/v1/agent/servers", Query.NONE, json -> Json.readList(String.class, json))
                .value();
    }

    /** Replaces the addresses of servers that the node of the agent knows, {@code host} or {@code host:port}. */
    public void setServers(List<String> addresses) {
        Query query = Query.NONE;
        for (String address : addresses) {
            query = query.also("address", address);
        }
        transport.put("/v1/agent/servers", query, Map.of());
    }

    /** The machine of the agent, in the free form of the wire; {@link Query#with} {@code server_id} or {@code node_id} names another. */
    public Map<String, Object> host(Query query) {
        return transport.read("/v1/agent/host", query, Json::readObject).value();
    }

    /** Has the agent read its configuration files again. */
    public void reload() {
        transport.put("/v1/agent/reload", Query.NONE, Map.of());
    }

    /** What the agent measures, in the free form of the wire. */
    public Map<String, Object> metrics() {
        return transport.read("/v1/metrics", Query.NONE, Json::readObject).value();
    }

    /** What the agent measures, in the text form of Prometheus. */
    public String metricsText() {
        return transport
                .read(
                        "/v1/metrics",
                        Query.NONE.with("format", "prometheus"),
                        bytes -> new String(bytes, StandardCharsets.UTF_8))
                .value();
    }

    /**
     * What the agent logs from now on, as it is written, until the caller closes the stream.
     *
     * @param query {@code log_level}, {@code log_json}, {@code log_include_location}; {@code server_id} or {@code node_id} for another agent
     */
    public InputStream monitor(Query query) {
        return transport.stream("/v1/agent/monitor", query.with("plain", "true"));
    }

    /**
     * What the agent has logged to its file or the journal of the machine; the caller closes the stream.
     *
     * @param query {@code on_disk} or {@code service_name}, {@code logs_since}, {@code follow}; {@code server_id} or {@code node_id} for another agent
     */
    public InputStream monitorExport(Query query) {
        return transport.stream("/v1/agent/monitor/export", query.with("plain", "true"));
    }

    /**
     * A profile of the running program.
     *
     * @param name such as {@code goroutine}, {@code heap} or {@code profile}
     * @param query {@code seconds}; {@code server_id} or {@code node_id} for another agent
     */
    public byte[] profile(String name, Query query) {
        return transport
                .read("/v1/agent/pprof/" + Transport.segment(name), query, bytes -> bytes)
                .value();
    }

    /** The gossip keys that the servers have. */
    public KeyringResponse gossipKeys() {
        return transport
                .get("/v1/agent/keyring/list", Query.NONE, KeyringResponse.class)
                .value();
    }

    /** Gives the servers one more gossip key. */
    public KeyringResponse installGossipKey(String key) {
        return keyring("install", key);
    }

    /** Has the servers send with a gossip key that they all have. */
    public KeyringResponse useGossipKey(String key) {
        return keyring("use", key);
    }

    /** Has the servers forget a gossip key that they do not send with. */
    public KeyringResponse removeGossipKey(String key) {
        return keyring("remove", key);
    }

    private KeyringResponse keyring(String operation, String key) {
        return transport
                .put("/v1/agent/keyring/" + operation, Query.NONE, new KeyringRequest(key), KeyringResponse.class)
                .value();
    }
}
