package dev.drover.agent.api;

import dev.drover.agent.config.AgentConfig;
import dev.drover.agent.http.Route;
import dev.drover.client.Client;
import dev.drover.server.Server;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The whole route table. */
public final class Api {
    private Api() {}

    /** Every route that an agent answers. */
    public static List<Route> routes(AgentConfig config, Server server, Client client) {
        Reads reads = new Reads(server.store());
        // One server in memory: its id lasts as long as the process.
        String serverId = UUID.randomUUID().toString();
        String serverAddress =
                (config.bindAddress().equals("0.0.0.0") ? "127.0.0.1" : config.bindAddress()) + ":" + config.rpcPort();
        List<Route> routes = new ArrayList<>();
        routes.addAll(new JobReadRoutes(reads).routes());
        routes.addAll(new JobScaleRoutes(reads).routes());
        routes.addAll(new JobStatusRoutes(reads).routes());
        routes.addAll(new JobWriteRoutes(server.jobs()).routes());
        routes.addAll(new VersionTagRoutes(server.tags()).routes());
        routes.addAll(new ScalingRoutes(reads).routes());
        routes.addAll(new AllocationRoutes(reads, server).routes());
        routes.addAll(new NodeRoutes(reads, server).routes());
        routes.addAll(new EvaluationRoutes(reads).routes());
        routes.addAll(new DeploymentRoutes(reads, server).routes());
        routes.addAll(new SettingsRoutes(reads, server.system()).routes());
        routes.addAll(new SearchRoutes(server.search()).routes());
        routes.addAll(new ClientRoutes(client).routes());
        routes.addAll(new FileRoutes(client.allocations()).routes());
        routes.addAll(new StatusRoutes(
                        config,
                        serverId,
                        () -> Statistics.of(server.state(), client.node().id(), serverAddress))
                .routes());
        routes.addAll(new OperatorRoutes(config, serverId, serverAddress, server.store()).routes());
        routes.addAll(new SchedulerWorkerRoutes(config, serverId, Instant.now()).routes());
        routes.addAll(new MetricsRoutes(server.store(), client).routes());
        routes.addAll(new AccessRoutes().routes());
        routes.addAll(new PageRoutes().routes());
        routes.addAll(new MissingRoutes().routes());
        return routes;
    }
}
