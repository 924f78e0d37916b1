package dev.drover.agent;

import dev.drover.agent.api.Parts;
import dev.drover.agent.api.Version;
import dev.drover.agent.config.AgentConfig;
import dev.drover.agent.config.ClusterSettings;
import dev.drover.agent.config.Endpoint;
import dev.drover.agent.config.NetworkSettings;
import dev.drover.agent.config.WorkSettings;
import dev.drover.agent.tls.AgentTls;
import dev.drover.model.api.RaftServer;
import dev.drover.model.canonical.JobDefaults;
import dev.drover.model.validate.JobLimits;
import dev.drover.rpc.LinkSettings;
import dev.drover.server.Server;
import dev.drover.server.ServerConfig;
import dev.drover.server.acl.AclSettings;
import dev.drover.server.cluster.ClusterConfig;
import dev.drover.server.cluster.ClusterServer;
import dev.drover.server.cluster.SoleServer;
import dev.drover.server.garbage.GarbageThresholds;
import dev.drover.server.job.JobPolicy;
import dev.drover.server.node.HeartbeatConfig;
import dev.drover.server.operator.ServerStatistics;
import dev.drover.server.operator.SoleServerOperations;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The server of an agent: a part of a cluster with its log on disk, or in development one that is alone and keeps everything in memory.
 *
 * @param clustered the former
 */
record ServerAssembly(Parts.ServerPart part, Optional<ClusterServer> clustered) implements AutoCloseable {

    /**
     * Starts a server.
     *
     * @param folder of this agent; empty in development
     * @param failed is told when the server cannot go on
     */
    static ServerAssembly start(AgentConfig config, Optional<Path> folder, Consumer<String> failed) throws IOException {
        return folder.isPresent() ? clustered(config, folder.get(), failed) : alone(config);
    }

    private static ServerAssembly alone(AgentConfig config) {
        String address = config.network().rpcAdvertise().toString();
        // Its id lasts as long as the process.
        String id = UUID.randomUUID().toString();
        Server server = Server.start(serverConfig(config, Optional.empty()), Clock.systemUTC());
        RaftServer self = new RaftServer(id, config.name() + "." + config.region(), address, true, true, "3");
        return new ServerAssembly(
                new Parts.ServerPart(
                        server,
                        id,
                        new SoleServer(address),
                        new SoleServerOperations(
                                self,
                                Version.COMPATIBLE,
                                Instant.now(),
                                () -> server.state().index()),
                        Map.of(
                                "state", () -> ServerStatistics.state(server.store()),
                                "raft",
                                        () -> ServerStatistics.raft(
                                                self, server.state().index()),
                                "serf", ServerStatistics::serf)),
                Optional.empty());
    }

    private static ServerAssembly clustered(AgentConfig config, Path folder, Consumer<String> failed)
            throws IOException {
        ClusterServer clustered = ClusterServer.start(
                clusterConfig(config, folder.resolve("server")),
                serverConfig(config, Optional.of(folder)),
                Clock.systemUTC(),
                failed);
        Parts.ServerPart part = new Parts.ServerPart(
                clustered.server(),
                clustered.id(),
                clustered.cluster(),
                clustered.operations(),
                Map.of(
                        "state", () -> ServerStatistics.state(clustered.server().store()),
                        "raft",
                                () -> clustered
                                        .group()
                                        .map(ServerStatistics::raft)
                                        .orElse(Map.of()),
                        "serf",
                                () -> ServerStatistics.serf(
                                        clustered.members().gossip().members(),
                                        !config.server().cluster().encrypt().isEmpty())));
        return new ServerAssembly(part, Optional.of(clustered));
    }

    private static ClusterConfig clusterConfig(AgentConfig config, Path folder) {
        NetworkSettings network = config.network();
        ClusterSettings cluster = config.server().cluster();
        return new ClusterConfig(
                folder,
                config.name(),
                config.region(),
                config.datacenter(),
                Version.COMPATIBLE,
                new InetSocketAddress(network.rpcBind(), config.rpcPort()),
                socket(network.rpcAdvertise()),
                new InetSocketAddress(network.serfBind(), config.serfPort()),
                socket(network.serfAdvertise()),
                cluster.keys(),
                cluster.bootstrapExpect(),
                new ClusterConfig.JoinSettings(
                        cluster.join().startJoin(),
                        cluster.join().retryJoin(),
                        cluster.join().retryInterval(),
                        cluster.join().retryMax(),
                        cluster.rejoinAfterLeave()),
                AgentTls.links(config)
                        .withBounds(
                                LinkSettings.DEFAULT.maxLinks(), config.limits().rpcConnectionsPerClient()),
                new ClusterConfig.LogSettings(
                        cluster.raft().multiplier(),
                        cluster.raft().snapshotThreshold(),
                        cluster.raft().trailingLogs(),
                        true));
    }

    private static InetSocketAddress socket(Endpoint endpoint) {
        return InetSocketAddress.createUnresolved(endpoint.host(), endpoint.port());
    }

    private static ServerConfig serverConfig(AgentConfig config, Optional<Path> folder) {
        ServerConfig usual = ServerConfig.dev();
        AgentConfig.ServerSettings server = config.server();
        return new ServerConfig(
                config.region(),
                config.network().rpcAdvertise().toString(),
                server.schedulers(),
                server.enabledSchedulers().isEmpty() ? ServerConfig.ALL_TYPES : Set.copyOf(server.enabledSchedulers()),
                jobPolicy(config),
                server.work().initialScheduler(),
                server.work().initialAutopilot(),
                server.work().rejections(),
                server.work().eventBufferSize(),
                new HeartbeatConfig(
                        server.minHeartbeatTtl(),
                        server.heartbeatGrace(),
                        server.maxHeartbeatsPerSecond(),
                        server.failoverHeartbeatTtl()),
                usual.broker(),
                new GarbageThresholds(
                        server.gcInterval(),
                        server.evaluationGcThreshold(),
                        server.batchEvaluationGcThreshold(),
                        server.jobGcThreshold(),
                        server.nodeGcThreshold(),
                        server.deploymentGcThreshold()),
                new AclSettings(
                        config.acl().minExpiration(),
                        config.acl().maxExpiration(),
                        config.acl().expiredKept(),
                        folder.map(path -> path.resolve("server").resolve("acl-bootstrap-reset"))),
                server.work().keyring());
    }

    private static JobPolicy jobPolicy(AgentConfig config) {
        WorkSettings work = config.server().work();
        return new JobPolicy(
                new JobDefaults(config.region(), work.jobDefaultPriority(), JobDefaults.STANDARD.nodePool()),
                new JobLimits(work.jobMaxPriority(), work.jobMaxCount()),
                work.jobTrackedVersions(),
                work.jobMaxSourceBytes());
    }

    @Override
    public void close() {
        if (clustered.isPresent()) {
            clustered.get().close();
        } else {
            part.server().close();
        }
    }
}
