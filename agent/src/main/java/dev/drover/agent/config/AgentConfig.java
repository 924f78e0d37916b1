package dev.drover.agent.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the agent acts on, with every default filled in.
 *
 * @param dataDirectory where state is kept, or empty for an agent that keeps it in a temporary folder
 * @param bindAddress where the API listens
 * @param plugins configuration of each driver by its name
 * @param leave when the agent says goodbye to the cluster
 * @param shown the configuration by the names of the API, as a tree of maps
 * @param warnings what is allowed and most likely not meant, for the log
 */
public record AgentConfig(
        boolean dev,
        String region,
        String datacenter,
        String name,
        String bindAddress,
        int httpPort,
        int rpcPort,
        int serfPort,
        NetworkSettings network,
        Optional<Path> dataDirectory,
        Logging logging,
        Limits limits,
        HttpSettings http,
        ServerSettings server,
        ClientSettings client,
        Map<String, Map<String, Object>> plugins,
        Leave leave,
        AccessSettings acl,
        AuditSettings audit,
        TlsSettings tls,
        List<String> warnings,
        Map<String, Object> shown) {

    /** Whether a signal makes the agent leave the cluster for good, or only stop. */
    public record Leave(boolean onInterrupt, boolean onTerminate) {}

    /** How much is logged, and how. */
    public record Logging(String level, boolean json) {}

    /**
     * What strangers cannot exceed.
     *
     * @param httpConnectionsPerClient HTTP connections of one address; 0 for any number
     * @param rpcConnectionsPerClient links of one address; 0 for any number
     * @param httpRequestsPerSecondPerClient HTTP requests of one address in a second; 0 for any number
     */
    public record Limits(
            int httpConnectionsPerClient, int rpcConnectionsPerClient, int httpRequestsPerSecondPerClient) {}

    /**
     * The API.
     *
     * @param debug whether what shows the inside of the process is open without tokens
     * @param headers of every answer, beside its own
     */
    public record HttpSettings(boolean debug, Map<String, String> headers) {}

    /** The server side. */
    public record ServerSettings(
            boolean enabled,
            ClusterSettings cluster,
            WorkSettings work,
            Duration heartbeatGrace,
            Duration minHeartbeatTtl,
            int maxHeartbeatsPerSecond,
            Duration failoverHeartbeatTtl,
            int schedulers,
            List<String> enabledSchedulers,
            Duration jobGcThreshold,
            Duration evaluationGcThreshold,
            Duration batchEvaluationGcThreshold,
            Duration deploymentGcThreshold,
            Duration nodeGcThreshold,
            Duration gcInterval) {}

    /**
     * The client side. Servers are the addresses of the RPC of servers, {@code host} or {@code host:port}. Reserved and total amounts are MHz and
     * MiB, 0 for what is found.
     */
    public record ClientSettings(
            boolean enabled,
            List<String> servers,
            JoinSettings join,
            Optional<Path> allocDirectory,
            Optional<Path> stateDirectory,
            String nodeClass,
            String nodePool,
            Map<String, String> meta,
            Map<String, String> options,
            String networkInterface,
            int cpuTotalMhz,
            int memoryTotalMb,
            int reservedCpuMhz,
            int reservedMemoryMb,
            int reservedDiskMb,
            String reservedPorts,
            int minDynamicPort,
            int maxDynamicPort,
            Duration maxKillTimeout,
            NodeSettings node,
            boolean remoteExec,
            GroupNetworks groupNetworks,
            InputSettings inputs) {}

    /**
     * Fills in defaults and checks what belongs together.
     *
     * @throws ConfigException naming the key that is missing or wrong
     */
    public static AgentConfig of(boolean dev, Settings settings) {
        boolean server = dev || settings.bool("server.enabled", false);
        boolean client = dev || settings.bool("client.enabled", false);
        if (!server && !client) {
            throw new ConfigException(
                    "Must specify either server, client or dev mode for the agent: add -dev, or set server.enabled or client.enabled");
        }
        Optional<Path> data =
                settings.text("data_dir").filter(text -> !text.isEmpty()).map(Path::of);
        if (!dev && data.isEmpty()) {
            throw new ConfigException("Must specify \"data_dir\" config option or \"data-dir\" CLI flag");
        }
        if (data.isPresent() && !data.get().isAbsolute()) {
            throw new ConfigException("data_dir must be an absolute path, found " + data.get());
        }
        NetworkSettings network = NetworkSettings.of(dev, settings);
        ServerSettings serverSettings = server(dev, server, settings);
        return new AgentConfig(
                dev,
                settings.text("region", "global"),
                settings.text("datacenter", "dc1"),
                settings.text("name", hostName()),
                network.httpBind().getFirst(),
                NetworkSettings.port(settings, "http", 4646),
                NetworkSettings.port(settings, "rpc", 4647),
                NetworkSettings.port(settings, "serf", 4648),
                network,
                data,
                new Logging(settings.text("log_level", dev ? "DEBUG" : "INFO"), settings.bool("log_json", false)),
                limits(settings),
                new HttpSettings(settings.bool("enable_debug", dev), settings.texts("http_api_response_headers")),
                serverSettings,
                client(client, settings),
                plugins(dev, settings),
                new Leave(settings.bool("leave_on_interrupt", false), settings.bool("leave_on_terminate", false)),
                AccessSettings.of(settings),
                AuditSettings.of(settings),
                TlsSettings.of(settings),
                warnings(dev, serverSettings, network),
                ShownConfig.of(settings));
    }

    /** The same for a node that keeps nothing: its folder and its tasks end with the agent. */
    public AgentConfig keepingNothing() {
        return new AgentConfig(
                dev,
                region,
                datacenter,
                name,
                bindAddress,
                httpPort,
                rpcPort,
                serfPort,
                network,
                Optional.<Path>empty(),
                logging,
                limits,
                http,
                server,
                client,
                plugins,
                leave,
                acl,
                audit,
                tls,
                warnings,
                shown);
    }

    private static List<String> warnings(boolean dev, ServerSettings server, NetworkSettings network) {
        List<String> warnings = new ArrayList<>(server.cluster().warnings(dev, server.enabled()));
        if (!dev && server.enabled() && network.localOnly()) {
            warnings.add("the server advertises " + network.rpcAdvertise()
                    + ", which only agents on this machine can reach; set advertise, or bind_addr");
        }
        if (network.httpBind().size() > 1) {
            warnings.add("addresses.http lists several addresses; the API listens on the first, "
                    + network.httpBind().getFirst());
        }
        return List.copyOf(warnings);
    }

    private static Limits limits(Settings settings) {
        return new Limits(
                limit(settings, "limits.http_max_conns_per_client", 100),
                limit(settings, "limits.rpc_max_conns_per_client", 100),
                limit(settings, "limits.http_max_requests_per_second_per_client", 0));
    }

    private static int limit(Settings settings, String key, int otherwise) {
        int limit = settings.number(key, otherwise);
        if (limit < 0) {
            throw new ConfigException(
                    settings.origin(key) + " must not be negative, found " + limit + "; 0 sets no limit");
        }
        return limit;
    }

    private static ServerSettings server(boolean dev, boolean enabled, Settings settings) {
        return new ServerSettings(
                enabled,
                ClusterSettings.of(dev, enabled, settings),
                WorkSettings.of(settings),
                settings.duration("server.heartbeat_grace", Duration.ofSeconds(10)),
                settings.duration("server.min_heartbeat_ttl", Duration.ofSeconds(10)),
                settings.number("server.max_heartbeats_per_second", 500),
                settings.duration("server.failover_heartbeat_ttl", Duration.ofSeconds(20)),
                settings.number("server.num_schedulers", Runtime.getRuntime().availableProcessors()),
                settings.list("server.enabled_schedulers"),
                settings.duration("server.job_gc_threshold", Duration.ofHours(4)),
                settings.duration("server.eval_gc_threshold", Duration.ofHours(1)),
                settings.duration("server.batch_eval_gc_threshold", Duration.ofHours(24)),
                settings.duration("server.deployment_gc_threshold", Duration.ofHours(1)),
                settings.duration("server.node_gc_threshold", Duration.ofHours(24)),
                settings.duration("server.job_gc_interval", Duration.ofMinutes(5)));
    }

    private static ClientSettings client(boolean enabled, Settings settings) {
        return new ClientSettings(
                enabled,
                settings.list("client.servers"),
                JoinSettings.of(settings, "client"),
                settings.text("client.alloc_dir").map(Path::of),
                settings.text("client.state_dir").map(Path::of),
                settings.text("client.node_class", ""),
                settings.text("client.node_pool", "default"),
                settings.texts("client.meta"),
                settings.texts("client.options"),
                settings.text("client.network_interface", ""),
                settings.number("client.cpu_total_compute", 0),
                settings.number("client.memory_total_mb", 0),
                settings.number("client.reserved.cpu", 0),
                settings.number("client.reserved.memory", 0),
                settings.number("client.reserved.disk", 0),
                settings.text("client.reserved.reserved_ports", ""),
                settings.number("client.min_dynamic_port", 20000),
                settings.number("client.max_dynamic_port", 32000),
                settings.duration("client.max_kill_timeout", Duration.ofSeconds(30)),
                NodeSettings.of(settings),
                !settings.bool("client.disable_remote_exec", false),
                GroupNetworks.of(settings),
                InputSettings.of(settings));
    }

    private static Map<String, Map<String, Object>> plugins(boolean dev, Settings settings) {
        Map<String, Map<String, Object>> plugins = new LinkedHashMap<>();
        if (dev) {
            plugins.put("raw_exec", Map.of("enabled", true));
        }
        for (String name : settings.labels("plugin")) {
            plugins.put(name, settings.map("plugin." + name + ".config"));
        }
        return plugins;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException fault) {
            return "localhost";
        }
    }
}
