package dev.drover.server;

import dev.drover.model.eval.Evaluation;
import dev.drover.model.eval.EvaluationBuilder;
import dev.drover.model.eval.EvaluationStatus;
import dev.drover.scheduler.Scheduler;
import dev.drover.scheduler.Schedulers;
import dev.drover.server.alloc.AllocationEndpoint;
import dev.drover.server.deployment.DeploymentEndpoint;
import dev.drover.server.deployment.DeploymentWatcher;
import dev.drover.server.drain.DrainEndpoint;
import dev.drover.server.drain.Drainer;
import dev.drover.server.eval.BlockedEvaluations;
import dev.drover.server.eval.EvalBroker;
import dev.drover.server.eval.EvaluationEndpoint;
import dev.drover.server.eval.EvaluationFlow;
import dev.drover.server.eval.FailedEvaluations;
import dev.drover.server.eval.SchedulerWorkers;
import dev.drover.server.garbage.GarbageCollector;
import dev.drover.server.job.JobEndpoint;
import dev.drover.server.job.PeriodicLauncher;
import dev.drover.server.job.VersionTags;
import dev.drover.server.log.Log;
import dev.drover.server.log.MemoryLog;
import dev.drover.server.node.NodeEndpoint;
import dev.drover.server.plan.PlanApplier;
import dev.drover.server.system.SearchEndpoint;
import dev.drover.server.system.SystemEndpoint;
import dev.drover.server.time.SystemTimer;
import dev.drover.server.time.Timer;
import dev.drover.state.State;
import dev.drover.state.StateStore;
import dev.drover.state.Times;
import dev.drover.state.command.EvaluationCommand;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/**
 * A server, wired by hand. Read {@link #start} from top to bottom: a request goes through an endpoint into the log; what is
 * applied flows to the broker; workers have schedulers plan; the referee commits what fits; nodes see their work.
 */
public final class Server implements AutoCloseable {
    private final Core core;
    private final JobEndpoint jobs;
    private final VersionTags tags;
    private final NodeEndpoint nodes;
    private final DrainEndpoint drains;
    private final AllocationEndpoint allocations;
    private final EvaluationEndpoint evaluations;
    private final DeploymentEndpoint deployments;
    private final SearchEndpoint search;
    private final SystemEndpoint system;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private Server(ServerConfig config, Clock clock, Timer timer, Function<String, Scheduler> schedulers) {
        StateStore store = new StateStore();
        Listeners listeners = new Listeners();
        Log log = opened(new MemoryLog(store, listeners));
        this.core = new Core(store, log, clock);

        FailedEvaluations failed = new FailedEvaluations(core);
        EvalBroker broker = new EvalBroker(clock, timer, config.broker(), failed::givenUp);
        EvaluationFlow flow = new EvaluationFlow(broker, new BlockedEvaluations(), this::cancelLater);
        PeriodicLauncher launcher = new PeriodicLauncher(core, timer);
        DeploymentWatcher watcher = opened(new DeploymentWatcher(core, timer));
        Drainer drainer = opened(new Drainer(core, timer));
        listeners.follow(List.of(flow::applied, launcher::applied, watcher::applied, drainer::applied));

        PlanApplier applier = opened(new PlanApplier(store, log, clock));
        opened(new SchedulerWorkers(core, broker, applier, schedulers, config.schedulers()));
        GarbageCollector garbage = opened(new GarbageCollector(core, timer, config.garbage()));

        this.jobs = new JobEndpoint(core, config, launcher, schedulers);
        this.nodes = new NodeEndpoint(core, config.heartbeat(), timer);
        this.tags = new VersionTags(core);
        this.drains = new DrainEndpoint(core);
        this.allocations = new AllocationEndpoint(core);
        this.evaluations = new EvaluationEndpoint(core);
        this.deployments = new DeploymentEndpoint(core);
        this.search = new SearchEndpoint(core);
        this.system = new SystemEndpoint(core, config, garbage);
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
        return new Server(config, clock, timer, schedulers);
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.addFirst(part);
        return part;
    }

    /** Called while a command is being applied, so the proposal has to come from another thread. */
    private void cancelLater(Evaluation evaluation) {
        Evaluation canceled = EvaluationBuilder.builder(evaluation)
                .status(EvaluationStatus.CANCELED)
                .statusDescription("canceled because another evaluation of the job waits in its place")
                .modifyTime(Times.nanos(core.now()))
                .build();
        Thread.ofVirtual()
                .name("cancel-evaluation")
                .start(() -> core.propose(new EvaluationCommand.Upsert(List.of(canceled))));
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
