package dev.drover.agent;

import dev.drover.agent.api.Api;
import dev.drover.agent.api.Parts;
import dev.drover.agent.api.Version;
import dev.drover.agent.config.AgentConfig;
import dev.drover.agent.config.ConfigException;
import dev.drover.agent.forward.Dispatch;
import dev.drover.agent.forward.OwnNode;
import dev.drover.agent.forward.Regions;
import dev.drover.agent.forward.ServerWays;
import dev.drover.agent.forward.Ways;
import dev.drover.agent.http.HttpServer;
import dev.drover.agent.http.Router;
import dev.drover.client.Client;
import dev.drover.client.ClientConfig;
import dev.drover.client.ClientConfigBuilder;
import dev.drover.client.host.Host;
import dev.drover.driver.Driver;
import dev.drover.driver.ProcessHost;
import dev.drover.drivers.docker.DockerDriver;
import dev.drover.drivers.docker.DockerOptions;
import dev.drover.drivers.rawexec.IdRanges;
import dev.drover.drivers.rawexec.RawExecDriver;
import dev.drover.keeper.KeeperProcessHost;
import dev.drover.keeper.process.LocalProcessHost;
import dev.drover.model.api.RaftServer;
import dev.drover.server.Server;
import dev.drover.server.ServerConfig;
import dev.drover.server.cluster.SoleServer;
import dev.drover.server.garbage.GarbageThresholds;
import dev.drover.server.node.HeartbeatConfig;
import dev.drover.server.operator.SoleServerOperations;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;

/**
 * A running agent: server, client and HTTP API in one process, wired by hand. Read {@link #start} from top to bottom to see what
 * there is and who knows whom.
 */
public final class Agent implements AutoCloseable {
    private final Server server;
    private final Client client;
    private final HttpServer http;
    private final String httpAddress;

    private final Optional<Path> temporaryFolder;

    private Agent(Server server, Client client, HttpServer http, String httpAddress, Optional<Path> temporaryFolder) {
        this.temporaryFolder = temporaryFolder;
        this.server = server;
        this.client = client;
        this.http = http;
        this.httpAddress = httpAddress;
    }

    /**
     * Starts everything; when this returns the API answers.
     *
     * @throws IOException when an address cannot be bound or a folder not be made
     * @throws ConfigException when the configuration asks for what there is not
     */
    public static Agent start(AgentConfig config) throws IOException {
        if (!config.server().enabled() || !config.client().enabled()) {
            throw new ConfigException("this version runs server and client together in one process only: use -dev, or"
                    + " enable both server and client");
        }
        HttpServer http = bind(config);
        String httpAddress = reachable(config.bindAddress()) + ":" + http.port();
        Server server = Server.start(serverConfig(config), Clock.systemUTC());
        Optional<Path> temporaryFolder = temporaryFolder(config);
        Path folder = temporaryFolder.isPresent()
                ? temporaryFolder.get()
                : Files.createDirectories(config.dataDirectory().orElseThrow());
        ProcessHost processes = processHost(config, folder);
        List<Driver> drivers = List.of(
                new RawExecDriver(processes, rawExecOptions(plugin(config, "raw_exec"))),
                new DockerDriver(DockerOptions.of(plugin(config, "docker"))));
        Client client =
                Client.start(clientConfig(config, folder, httpAddress), new InProcessServers(server.nodes()), drivers);
        String rpcAddress = reachable(config.bindAddress()) + ":" + config.rpcPort();
        SoleServer cluster = new SoleServer(rpcAddress);
        // One server in memory: its id lasts as long as the process.
        String serverId = UUID.randomUUID().toString();
        RaftServer self = new RaftServer(serverId, config.name() + "." + config.region(), rpcAddress, true, true, "3");
        Parts parts = new Parts(
                Optional.of(new Parts.ServerPart(server, serverId, cluster, new SoleServerOperations(self), Map.of())),
                Optional.of(new Parts.NodePart(client, () -> List.of(rpcAddress))));
        Ways ways = new ServerWays(
                config.region(),
                cluster,
                server::awaitFresh,
                server::state,
                Optional.of(OwnNode.of(client)),
                Regions.none());
        http.serve(new Dispatch(new Router(Api.routes(config, parts)), ways));
        return new Agent(server, client, http, httpAddress, temporaryFolder);
    }

    /** The tasks of a dev agent end with it; those of any other agent are in the hands of the node's keeper, which outlives it. */
    private static ProcessHost processHost(AgentConfig config, Path folder) {
        DoubleSupplier coreMhz = () -> Host.local().cpu().coreMhz();
        if (config.dev() || config.dataDirectory().isEmpty()) {
            return LocalProcessHost.passing(folder.resolve("processes"), coreMhz);
        }
        KeeperProcessHost keeper = new KeeperProcessHost(folder.resolve("keeper"), coreMhz);
        keeper.prepare();
        return keeper;
    }

    private static HttpServer bind(AgentConfig config) throws IOException {
        InetSocketAddress address = new InetSocketAddress(config.bindAddress(), config.httpPort());
        try {
            return HttpServer.bind(address);
        } catch (IOException fault) {
            throw new IOException(
                    "cannot listen on " + config.bindAddress() + ":" + config.httpPort() + " (" + fault.getMessage()
                            + "); another agent may be running there, else change ports.http or bind_addr",
                    fault);
        }
    }

    /** An address that others can connect to. */
    private static String reachable(String bindAddress) {
        return bindAddress.equals("0.0.0.0") ? "127.0.0.1" : bindAddress;
    }

    /** A dev agent leaves nothing behind. */
    private static Optional<Path> temporaryFolder(AgentConfig config) throws IOException {
        return config.dev() || config.dataDirectory().isEmpty()
                ? Optional.of(Files.createTempDirectory("drover-dev-"))
                : Optional.empty();
    }

    private static Map<String, Object> plugin(AgentConfig config, String driver) {
        return config.plugins().getOrDefault(driver, Map.of());
    }

    private static RawExecDriver.Options rawExecOptions(Map<String, Object> plugin) {
        List<String> denied = plugin.get("denied_envvars") instanceof List<?> names
                ? names.stream().map(String::valueOf).toList()
                : List.of();
        return new RawExecDriver.Options(
                Boolean.TRUE.equals(plugin.get("enabled")),
                denied,
                IdRanges.parse(String.valueOf(plugin.getOrDefault("denied_host_uids", ""))),
                IdRanges.parse(String.valueOf(plugin.getOrDefault("denied_host_gids", ""))));
    }

    private static ServerConfig serverConfig(AgentConfig config) {
        ServerConfig usual = ServerConfig.dev();
        AgentConfig.ServerSettings server = config.server();
        return new ServerConfig(
                config.region(),
                reachable(config.bindAddress()) + ":" + config.rpcPort(),
                server.schedulers(),
                usual.maxPriority(),
                usual.jobDefaults(),
                new HeartbeatConfig(
                        server.minHeartbeatTtl(),
                        server.heartbeatGrace(),
                        usual.heartbeat().maxPerSecond()),
                usual.broker(),
                new GarbageThresholds(
                        server.gcInterval(),
                        server.evaluationGcThreshold(),
                        server.batchEvaluationGcThreshold(),
                        server.jobGcThreshold(),
                        server.nodeGcThreshold(),
                        server.deploymentGcThreshold()));
    }

    private static ClientConfig clientConfig(AgentConfig config, Path folder, String httpAddress) {
        AgentConfig.ClientSettings client = config.client();
        Path allocations = client.allocDirectory().orElse(folder.resolve("alloc"));
        ClientConfig base = config.dev() ? ClientConfig.dev(allocations) : ClientConfig.defaults(allocations);
        return ClientConfigBuilder.builder(base)
                .stateDir(
                        config.dev()
                                ? Optional.empty()
                                : Optional.of(client.stateDirectory().orElse(folder.resolve("client"))))
                .region(config.region())
                .datacenter(config.datacenter())
                .nodeName(config.name())
                .nodeClass(client.nodeClass())
                .nodePool(client.nodePool())
                .meta(client.meta())
                .networkInterface(client.networkInterface())
                .httpAddress(httpAddress)
                .agentVersion(Version.COMPATIBLE)
                .options(client.options())
                .cpuTotalMhz(client.cpuTotalMhz())
                .memoryTotalMebibytes(client.memoryTotalMb())
                .reserved(new ClientConfig.Reserved(
                        client.reservedCpuMhz(),
                        client.reservedMemoryMb(),
                        client.reservedDiskMb(),
                        "",
                        client.reservedPorts()))
                .minDynamicPort(client.minDynamicPort())
                .maxDynamicPort(client.maxDynamicPort())
                .maxKillTimeout(client.maxKillTimeout())
                .build();
    }

    /** {@code host:port} of the API. */
    public String httpAddress() {
        return httpAddress;
    }

    /** Stops the listener, then the tasks of a dev agent, then the server. */
    @Override
    public void close() {
        http.close();
        client.close();
        server.close();
        temporaryFolder.ifPresent(Agent::delete);
    }

    /** Deletes a folder with all that is in it, as far as possible. */
    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException fault) {
            System.getLogger(Agent.class.getName())
                    .log(System.Logger.Level.WARNING, () -> "could not delete " + folder + ": " + fault.getMessage());
        }
    }
}
