package dev.drover.server;

import dev.drover.scheduler.Scheduler;
import dev.drover.scheduler.Schedulers;
import dev.drover.server.acl.AclEndpoint;
import dev.drover.server.alloc.AllocationEndpoint;
import dev.drover.server.cluster.Cluster;
import dev.drover.server.cluster.SoleServer;
import dev.drover.server.deployment.DeploymentEndpoint;
import dev.drover.server.drain.DrainEndpoint;
import dev.drover.server.eval.EvaluationEndpoint;
import dev.drover.server.eval.SchedulerWorkers;
import dev.drover.server.eval.WorkSources;
import dev.drover.server.job.JobDirectory;
import dev.drover.server.job.JobEndpoint;
import dev.drover.server.job.VersionTags;
import dev.drover.server.keyring.IdentityEndpoint;
import dev.drover.server.keyring.KeyringEndpoint;
import dev.drover.server.keyring.NodeIdentities;
import dev.drover.server.leader.LeaderServices;
import dev.drover.server.leader.Leadership;
import dev.drover.server.leader.PresentLeader;
import dev.drover.server.log.AppliedIndex;
import dev.drover.server.log.Log;
import dev.drover.server.log.LogFactory;
import dev.drover.server.log.MemoryLog;
import dev.drover.server.metric.Meters;
import dev.drover.server.node.NodeEndpoint;
import dev.drover.server.quota.QuotaEndpoint;
import dev.drover.server.system.SearchEndpoint;
import dev.drover.server.system.SystemEndpoint;
import dev.drover.server.time.SystemTimer;
import dev.drover.server.time.Timer;
import dev.drover.server.volume.VolumeEndpoint;
import dev.drover.state.State;
import dev.drover.state.StateStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/**
 * A server, wired by hand. Read the constructor from top to bottom: a request goes through an endpoint into the log; what is
 * applied flows to the {@link LeaderServices} of the one server that leads; workers on every server take evaluations from there and
 * have schedulers plan; the leader's referee commits what fits; nodes see their work.
 */
public final class Server implements AutoCloseable {
    private final Core core;
    private final Leadership leadership = new Leadership();
    private final JobEndpoint jobs;
    private final VersionTags tags;
    private final NodeEndpoint nodes;
    private final DrainEndpoint drains;
    private final AllocationEndpoint allocations;
    private final EvaluationEndpoint evaluations;
    private final DeploymentEndpoint deployments;
    private final SearchEndpoint search;
    private final SystemEndpoint system;
    private final QuotaEndpoint quotas;
    private final VolumeEndpoint volumes;
    private final SchedulerWorkers workers;
    private final KeyringEndpoint keyring;
    private final IdentityEndpoint identities;
    private final NodeIdentities nodeIdentities;
    private final AclEndpoint acl;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private Server(
            ServerConfig config,
            Clock clock,
            Timer timer,
            Function<String, Scheduler> schedulers,
            LogFactory logs,
            Cluster cluster) {
        StateStore store = new StateStore(config.eventBufferSize());
        AppliedIndex applied = new AppliedIndex(store);
        JobDirectory directory = new JobDirectory();
        Log log = opened(logs.open(store, new Listeners(List.of(directory, leadership, applied)), leadership));
        this.core = new Core(store, log, clock);

        WorkSources work = new PresentLeader(leadership, cluster);
        this.workers = opened(
                new SchedulerWorkers(core, applied, work, schedulers, config.schedulerTypes(), config.schedulers()));
        LeaderServices.Shared shared = new LeaderServices.Shared(applied, directory);
        leadership.begin(term -> {
            LeaderServices services = LeaderServices.start(core, term, config, timer, shared);
            workers.leaderChanged();
            return services;
        });
        opened(leadership::following);

        this.jobs = new JobEndpoint(core, config, directory, schedulers);
        this.nodes =
                new NodeEndpoint(core, directory, () -> leadership.required().liveness());
        this.tags = new VersionTags(core);
        this.drains = new DrainEndpoint(core, directory);
        this.allocations = new AllocationEndpoint(core);
        this.evaluations = new EvaluationEndpoint(core);
        this.deployments = new DeploymentEndpoint(core);
        this.search = new SearchEndpoint(core);
        this.quotas = new QuotaEndpoint(core, config);
        this.volumes = new VolumeEndpoint(core);
        this.keyring = new KeyringEndpoint(core, config.keyring());
        this.identities = new IdentityEndpoint(core, config.region(), config.keyring());
        this.nodeIdentities = new NodeIdentities(core, config.region(), config.introductions(), identities);
        this.acl = new AclEndpoint(core, config.acl(), identities);
        this.system =
                new SystemEndpoint(core, config, () -> leadership.required().garbage());
    }

    /** Starts a server of its own, with everything in memory. */
    public static Server start(ServerConfig config, Clock clock) {
        SystemTimer timer = new SystemTimer(clock);
        Server server = start(config, clock, timer, Schedulers::forType);
        server.parts.addLast(timer);
        return server;
    }

    /** As {@link #start(ServerConfig, Clock)}, with another notion of time or other schedulers. */
    public static Server start(ServerConfig config, Clock clock, Timer timer, Function<String, Scheduler> schedulers) {
        return start(config, clock, timer, schedulers, MemoryLog::new, new SoleServer(config.rpcAddress()));
    }

    /**
     * Starts a server as one of several.
     *
     * @param timer for what falls due on this server
     * @param schedulers by type of job
     * @param logs opens the log that the servers share
     * @param cluster the way to the others
     */
    public static Server start(
            ServerConfig config,
            Clock clock,
            Timer timer,
            Function<String, Scheduler> schedulers,
            LogFactory logs,
            Cluster cluster) {
        return new Server(config, clock, timer, schedulers, logs, cluster);
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.addFirst(part);
        return part;
    }

    /** The newest state. */
    public State state() {
        return core.state();
    }

    /**
     * Returns when {@link #state} shows all that was acknowledged anywhere before the call.
     *
     * @throws ServerException with status 500 when no leader confirms it in time
     */
    public void awaitFresh(Duration maxWait) throws InterruptedException {
        core.log().awaitFresh(maxWait);
    }

    /** For readers that wait for changes. */
    public StateStore store() {
        return core.store();
    }

    /** What this server has counted and measured since it started. */
    public Meters meters() {
        return core.meters();
    }

    /** The threads of this server that plan. */
    public SchedulerWorkers workers() {
        return workers;
    }

    /** What this server does when it leads, for the workers of other servers. */
    public Leadership work() {
        return leadership;
    }

    public JobEndpoint jobs() {
        return jobs;
    }

    public VersionTags tags() {
        return tags;
    }

    public NodeEndpoint nodes() {
        return nodes;
    }

    public DrainEndpoint drains() {
        return drains;
    }

    public AllocationEndpoint allocations() {
        return allocations;
    }

    public EvaluationEndpoint evaluations() {
        return evaluations;
    }

    public DeploymentEndpoint deployments() {
        return deployments;
    }

    public SearchEndpoint search() {
        return search;
    }

    public VolumeEndpoint volumes() {
        return volumes;
    }

    public KeyringEndpoint keyring() {
        return keyring;
    }

    public IdentityEndpoint identities() {
        return identities;
    }

    public NodeIdentities nodeIdentities() {
        return nodeIdentities;
    }

    public AclEndpoint acl() {
        return acl;
    }

    public QuotaEndpoint quotas() {
        return quotas;
    }

    public SystemEndpoint system() {
        return system;
    }

    /** Stops all threads; what was in memory is gone. */
    @Override
    public void close() {
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception failure) {
                System.getLogger(Server.class.getName())
                        .log(System.Logger.Level.WARNING, "a part of the server did not stop", failure);
            }
        }
    }
}
