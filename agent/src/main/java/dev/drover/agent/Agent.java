package dev.drover.agent;

import dev.drover.agent.api.Api;
import dev.drover.agent.api.GossipMembership;
import dev.drover.agent.api.Parts;
import dev.drover.agent.api.ServerAddresses;
import dev.drover.agent.audit.AuditLog;
import dev.drover.agent.audit.AuditedRequests;
import dev.drover.agent.config.AgentConfig;
import dev.drover.agent.config.ConfigException;
import dev.drover.agent.config.NodeSettings;
import dev.drover.agent.forward.ClientWays;
import dev.drover.agent.forward.Dispatch;
import dev.drover.agent.forward.ForwardedHttp;
import dev.drover.agent.forward.MemberServers;
import dev.drover.agent.forward.NamedServers;
import dev.drover.agent.forward.OwnNode;
import dev.drover.agent.forward.Regions;
import dev.drover.agent.forward.ServerWays;
import dev.drover.agent.forward.Ways;
import dev.drover.agent.gate.Gate;
import dev.drover.agent.gate.NodeTokens;
import dev.drover.agent.gate.Place;
import dev.drover.agent.gate.ServerTokens;
import dev.drover.agent.gate.Tokens;
import dev.drover.agent.gate.Whereabouts;
import dev.drover.agent.http.ClientLimits;
import dev.drover.agent.http.Exchange;
import dev.drover.agent.http.HttpServer;
import dev.drover.agent.http.Https;
import dev.drover.agent.http.Route;
import dev.drover.agent.http.Router;
import dev.drover.agent.tls.AgentTls;
import dev.drover.client.servers.ServerCalls;
import dev.drover.client.servers.UnreachableServersException;
import dev.drover.model.node.DrainSpec;
import dev.drover.server.ServerException;
import dev.drover.server.cluster.ClusterServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A running agent: a server, a node or both, and the HTTP API, wired by hand. Read {@link #start} from top to bottom to see what
 * there is and who knows whom.
 */
public final class Agent implements AutoCloseable {
    private final HttpServer http;
    private final String httpAddress;
    private final Optional<ServerAssembly> server;
    private final Optional<NodeAssembly> node;
    private final Optional<Path> temporaryFolder;
    private final Optional<DataFolder> data;
    private final Optional<NodeSettings.Drain> drain;
    private final Optional<AuditLog> audit;

    private Agent(
            HttpServer http,
            String httpAddress,
            Optional<ServerAssembly> server,
            Optional<NodeAssembly> node,
            Optional<Path> temporaryFolder,
            Optional<DataFolder> data,
            Optional<NodeSettings.Drain> drain,
            Optional<AuditLog> audit) {
        this.drain = drain;
        this.http = http;
        this.httpAddress = httpAddress;
        this.server = server;
        this.node = node;
        this.temporaryFolder = temporaryFolder;
        this.data = data;
        this.audit = audit;
    }

    /**
     * Starts everything; when this returns the API answers.
     *
     * @param failed is told when the agent cannot go on, with what to do
     * @throws IOException when an address cannot be bound or a folder not be made
     * @throws ConfigException when the configuration asks for what there is not
     */
    public static Agent start(AgentConfig config, Consumer<String> failed) throws IOException {
        return start(config, new Reload(() -> config), failed);
    }

    /**
     * As {@link #start(AgentConfig, Consumer)}.
     *
     * @param reload what is done when an operator asks to read the configuration again
     */
    public static Agent start(AgentConfig config, Reload reload, Consumer<String> failed) throws IOException {
        Optional<DataFolder> data =
                config.dev() ? Optional.empty() : config.dataDirectory().map(DataFolder::open);
        try {
            return start(config, reload, data, failed);
        } catch (IOException | RuntimeException fault) {
            data.ifPresent(DataFolder::close);
            throw fault;
        }
    }

    private static Agent start(AgentConfig config, Reload reload, Optional<DataFolder> data, Consumer<String> failed)
            throws IOException {
        HttpServer http = bind(config);
        String httpAddress = config.network().httpAdvertise().host() + ":" + http.port();
        Optional<Path> temporaryFolder =
                data.isPresent() ? Optional.empty() : Optional.of(Files.createTempDirectory("drover-dev-"));
        Path folder = temporaryFolder.isPresent()
                ? temporaryFolder.get()
                : data.orElseThrow().path();
        Optional<AuditLog> audit = config.audit().enabled()
                ? Optional.of(AuditLog.open(config.audit(), folder, Clock.systemUTC()))
                : Optional.empty();
        Optional<ServerAssembly> server = config.server().enabled()
                ? Optional.of(ServerAssembly.start(config, data.map(DataFolder::path), failed))
                : Optional.empty();
        LateServices forwarded = new LateServices();
        Optional<NodeAssembly> node = config.client().enabled()
                ? Optional.of(
                        config.dev()
                                ? NodeAssembly.beside(server.orElseThrow(), config, folder, httpAddress)
                                : NodeAssembly.linked(config, folder, httpAddress, forwarded))
                : Optional.empty();

        Parts parts = new Parts(
                server.map(ServerAssembly::part),
                node.map(NodeAssembly::part),
                server.flatMap(ServerAssembly::clustered)
                        .map(clustered -> new GossipMembership(
                                clustered.members().gossip(), config.region(), clustered.gossipKeys())),
                node.flatMap(NodeAssembly::calls).map(LinkedAddresses::new));
        List<Route> routes = Api.routes(config, parts, reload);
        Gate gate = gate(config, routes, parts, node);
        Dispatch dispatch = new Dispatch(new Router(routes), gate, ways(config, parts, node));
        forwarded.serve(new ForwardedHttp(dispatch));
        server.flatMap(ServerAssembly::clustered)
                .ifPresent(clustered -> clustered.services().serveChannels(forwarded::serve));
        http.serve(
                audit.<Exchange.Handler>map(log -> new AuditedRequests(dispatch, gate, log, httpAddress))
                        .orElse(dispatch),
                config.http().headers());
        return new Agent(
                http,
                httpAddress,
                server,
                node,
                temporaryFolder,
                data,
                config.client().node().drain(),
                audit);
    }

    private record LinkedAddresses(ServerCalls calls) implements ServerAddresses {
        @Override
        public List<String> known() {
            return calls.addresses();
        }

        @Override
        public void use(List<String> addresses) {
            calls.replaceAddresses(addresses);
        }
    }

    private static Ways ways(AgentConfig config, Parts parts, Optional<NodeAssembly> node) {
        Optional<OwnNode> own = parts.ownNode().map(part -> OwnNode.of(part.client()));
        if (parts.ownServer().isEmpty()) {
            ServerCalls calls = node.flatMap(NodeAssembly::calls).orElseThrow();
            return new ClientWays(own.orElseThrow(), maxWait -> {
                try {
                    return calls.link(maxWait);
                } catch (UnreachableServersException nobody) {
                    throw ServerException.failed("No cluster leader: " + nobody.getMessage());
                }
            });
        }
        Parts.ServerPart server = parts.ownServer().get();
        return new ServerWays(
                config.region(),
                server.cluster(),
                server.server()::awaitFresh,
                server.server()::state,
                own,
                Api.membership(config, parts)
                        .<NamedServers>map(
                                members -> new MemberServers(server.cluster(), members::self, members::members))
                        .orElse(NamedServers.none()),
                Regions.none());
    }

    private static Gate gate(AgentConfig config, List<Route> routes, Parts parts, Optional<NodeAssembly> node) {
        if (!config.acl().enabled()) {
            return Gate.open(routes);
        }
        Tokens tokens = parts.ownServer()
                .<Tokens>map(server -> new ServerTokens(server.server().acl()))
                .orElseGet(() -> {
                    ServerCalls calls = node.flatMap(NodeAssembly::calls).orElseThrow();
                    return new NodeTokens(
                            new ServersOnTokens(calls), config.acl().ttl(), Clock.systemUTC());
                });
        return Gate.of(
                routes,
                tokens,
                (kind, id) -> parts.ownNode()
                        .filter(part -> kind == Place.ALLOCATION)
                        .flatMap(part -> part.client().allocations().namespaceOf(id))
                        .or(() -> parts.ownServer()
                                .flatMap(part -> Whereabouts.in(part.server().state(), kind, id))));
    }

    private static HttpServer bind(AgentConfig config) throws IOException {
        InetSocketAddress address = new InetSocketAddress(config.bindAddress(), config.httpPort());
        Optional<Https> https = AgentTls.https(config);
        try {
            return HttpServer.bind(
                    address,
                    new ClientLimits(
                            config.limits().httpConnectionsPerClient(),
                            config.limits().httpRequestsPerSecondPerClient()),
                    https);
        } catch (IOException fault) {
            throw Ports.refused("http", address, fault);
        }
    }

    /** {@code host:port} of the API. */
    public String httpAddress() {
        return httpAddress;
    }

    /**
     * Empties the node, where it is configured to do so before it leaves. What goes wrong is told, and the agent ends all the same: its
     * tasks run on, and servers that miss the node move them.
     */
    private void drain() throws InterruptedException {
        if (node.isEmpty() || drain.isEmpty()) {
            return;
        }
        NodeSettings.Drain how = drain.get();
        Duration deadline = how.force() ? Duration.ofNanos(-1) : how.deadline();
        System.Logger logger = System.getLogger(Agent.class.getName());
        try {
            logger.log(System.Logger.Level.INFO, "the node is drained before the agent ends");
            boolean done = node.get().part().client().drain(new DrainSpec(deadline, how.ignoreSystemJobs()));
            logger.log(
                    done ? System.Logger.Level.INFO : System.Logger.Level.WARNING,
                    done ? "the node is drained" : "the node could not be drained in time; what runs is left running");
        } catch (RuntimeException fault) {
            logger.log(
                    System.Logger.Level.WARNING,
                    () -> "the node is not drained, what runs is left running: " + fault.getMessage());
        }
    }

    /** Empties the node where that is wished, and says goodbye to the other servers, when this agent is one of several. */
    public void leave() throws InterruptedException {
        drain();
        Optional<ClusterServer> clustered = server.flatMap(ServerAssembly::clustered);
        if (clustered.isPresent()) {
            clustered.get().leave();
        }
    }

    /** Stops the listener, then the node (the tasks of a dev agent end with it), then the server. */
    @Override
    public void close() {
        http.close();
        audit.ifPresent(AuditLog::close);
        node.ifPresent(NodeAssembly::close);
        server.ifPresent(ServerAssembly::close);
        temporaryFolder.ifPresent(Agent::delete);
        data.ifPresent(DataFolder::close);
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
