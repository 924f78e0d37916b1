package dev.drover.agent.api;

import dev.drover.agent.config.AgentConfig;
import dev.drover.agent.http.Route;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The whole route table. */
public final class Api {
    private Api() {}

    /** Every route that there is; those for what does not run here are answered by other agents. */
    public static List<Route> routes(AgentConfig config, Parts parts) {
        Reads reads = new Reads(parts);
        List<Route> routes = new ArrayList<>();
        routes.addAll(new JobReadRoutes(reads).routes());
        routes.addAll(new JobScaleRoutes(reads).routes());
        routes.addAll(new JobStatusRoutes(reads).routes());
        routes.addAll(new JobWriteRoutes(parts).routes());
        routes.addAll(new VersionTagRoutes(parts).routes());
        routes.addAll(new ScalingRoutes(reads).routes());
        routes.addAll(new AllocationRoutes(reads, parts).routes());
        routes.addAll(new NodeRoutes(reads, parts).routes());
        routes.addAll(new EvaluationRoutes(reads).routes());
        routes.addAll(new DeploymentRoutes(reads, parts).routes());
        routes.addAll(new SettingsRoutes(reads, parts).routes());
        routes.addAll(new SearchRoutes(parts).routes());
        routes.addAll(new EventRoutes(parts).routes());
        routes.addAll(new ClientRoutes(parts).routes());
        routes.addAll(new FileRoutes(parts).routes());
        routes.addAll(new StatusRoutes(config, parts).routes());
        routes.addAll(new OperatorRoutes(parts).routes());
        routes.addAll(new RaftRoutes(parts).routes());
        routes.addAll(new SnapshotRoutes(parts).routes());
        routes.addAll(new SchedulerWorkerRoutes(config, parts, Instant.now()).routes());
        routes.addAll(new MetricsRoutes(parts).routes());
        routes.addAll(new AccessRoutes().routes());
        routes.addAll(new PageRoutes().routes());
        routes.addAll(new MissingRoutes().routes());
        return routes;
    }
}
