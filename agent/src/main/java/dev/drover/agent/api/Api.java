package dev.drover.agent.api;

import dev.drover.agent.Reload;
import dev.drover.agent.config.AgentConfig;
import dev.drover.agent.http.HttpException;
import dev.drover.agent.http.Route;
import dev.drover.server.metric.Meters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The whole route table. */
public final class Api {
    private Api() {}

    /** Every route that there is; those for what does not run here are answered by other agents. */
    public static List<Route> routes(AgentConfig config, Parts parts, Reload reload) {
        Reads reads = new Reads(parts);
        List<Route> routes = new ArrayList<>();
        Meters calls = new Meters();
        routes.addAll(new JobReadRoutes(reads).routes());
        routes.addAll(new JobScaleRoutes(reads).routes());
        routes.addAll(new JobStatusRoutes(reads).routes());
        routes.addAll(new JobWriteRoutes(parts).routes());
        routes.addAll(new VersionTagRoutes(parts).routes());
        routes.addAll(new ScalingRoutes(reads).routes());
        routes.addAll(new AllocationRoutes(reads, parts).routes());
        routes.addAll(new NodeRoutes(reads, parts).routes());
        routes.addAll(new EvaluationRoutes(reads, parts).routes());
        routes.addAll(new DeploymentRoutes(reads, parts).routes());
        routes.addAll(new SettingsRoutes(reads, parts).routes());
        routes.addAll(new VolumeRoutes(reads, parts).routes());
        routes.addAll(new PluginRoutes(reads).routes());
        routes.addAll(new QuotaRoutes(reads, parts).routes());
        routes.addAll(new SearchRoutes(parts).routes());
        routes.addAll(new EventRoutes(parts).routes());
        routes.addAll(new ClientRoutes(parts).routes());
        routes.addAll(new MetadataRoutes(parts).routes());
        routes.addAll(new FileRoutes(parts).routes());
        routes.addAll(new ExecRoutes(parts, config.client().remoteExec()).routes());
        routes.addAll(new ActionRoutes(reads, parts, config.client().remoteExec()).routes());
        Optional<Membership> membership = membership(config, parts);
        routes.addAll(new StatusRoutes(config, parts, membership).routes());
        routes.addAll(new MemberRoutes(config, membership, addresses(parts)).routes());
        routes.addAll(new GossipKeyRoutes(membership).routes());
        routes.addAll(new OperatorRoutes(reads, parts).routes());
        routes.addAll(new RaftRoutes(parts).routes());
        routes.addAll(new SnapshotRoutes(parts).routes());
        routes.addAll(new SchedulerWorkerRoutes(parts, Instant.now()).routes());
        routes.addAll(new LogRoutes().routes());
        routes.addAll(new HostRoutes(config, parts).routes());
        routes.addAll(new ProfileRoutes(config).routes());
        routes.addAll(new ReloadRoutes(reload).routes());
        routes.addAll(new UpkeepRoutes(reads, parts).routes());
        routes.addAll(new PolicyRoutes().routes());
        routes.addAll(new MetricsRoutes(parts, config.name(), calls).routes());
        routes.addAll(new AclRoutes(config, reads, parts).routes());
        routes.addAll(new AclLoginRoutes(config).routes());
        routes.addAll(new KeyringRoutes(reads, parts).routes());
        routes.addAll(new PageRoutes().routes());
        routes.addAll(new OpenApiRoutes(routes).routes());
        routes.addAll(new MissingRoutes().routes());
        return routes.stream().map(new TimedRoutes(calls)::timed).toList();
    }

    /** The server that runs here among the others, if one does. */
    public static Optional<Membership> membership(AgentConfig config, Parts parts) {
        return parts.membership().or(() -> parts.ownServer().map(server -> new SoleMembership(config, server.id())));
    }

    private static Optional<ServerAddresses> addresses(Parts parts) {
        return parts.serverAddresses().or(() -> parts.ownNode().map(node -> new FixedAddresses(node.servers())));
    }

    /** Servers that cannot be changed, since the only one runs in the same process. */
    private record FixedAddresses(Supplier<List<String>> servers) implements ServerAddresses {
        @Override
        public List<String> known() {
            return servers.get();
        }

        @Override
        public void use(List<String> addresses) {
            throw new HttpException(400, "the server of this node runs in the same process and cannot be changed");
        }
    }
}
