package dev.drover.server.leader;

import dev.drover.model.eval.Evaluation;
import dev.drover.server.Core;
import dev.drover.server.ServerConfig;
import dev.drover.server.ServerException;
import dev.drover.server.acl.TokenGarbage;
import dev.drover.server.deployment.DeploymentWatcher;
import dev.drover.server.drain.Drainer;
import dev.drover.server.eval.BlockedEvaluations;
import dev.drover.server.eval.BlockedWaker;
import dev.drover.server.eval.Delivery;
import dev.drover.server.eval.EvalBroker;
import dev.drover.server.eval.EvaluationFlow;
import dev.drover.server.eval.EvaluationWriter;
import dev.drover.server.eval.FailedEvaluations;
import dev.drover.server.eval.WorkSource.PlanVerdict;
import dev.drover.server.garbage.GarbageCollector;
import dev.drover.server.job.JobDirectory;
import dev.drover.server.job.PeriodicLauncher;
import dev.drover.server.keyring.KeyringKeeper;
import dev.drover.server.log.Applied;
import dev.drover.server.log.AppliedIndex;
import dev.drover.server.node.Liveness;
import dev.drover.server.plan.PlanApplier;
import dev.drover.server.time.Timer;
import dev.drover.state.command.EvaluationCommand;
import dev.drover.state.plan.Plan;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that only the leader runs, for one term of leadership. Nothing in here is replicated: a new leader builds it from its
 * state, and what the old one was about to do the new one decides anew. All that it writes goes through a {@link LeaderLog}, so that
 * after its end nothing of it can become history.
 */
public final class LeaderServices implements AutoCloseable {
    private static final Logger LOG = System.getLogger(LeaderServices.class.getName());

    private final Core core;
    private final long since;
    private final EvalBroker broker;
    private final BlockedEvaluations blocked;
    private final EvaluationFlow flow;
    private final EvaluationWriter writer;
    private final PlanApplier applier;
    private final Liveness liveness;
    private final GarbageCollector garbage;
    private final Deque<LeaderService> services = new ArrayDeque<>();

    private LeaderServices(Core server, long term, ServerConfig config, Timer timer, Shared shared) {
        LeaderLog log = new LeaderLog(server.log(), term);
        this.core = new Core(server.store(), log, server.clock(), server.meters());
        this.since = core.state().index();

        this.writer = opened(new EvaluationWriter(core));
        FailedEvaluations failed = new FailedEvaluations(core, writer);
        this.broker = new EvalBroker(core.clock(), timer, config.broker(), term, failed::givenUp, core.meters());
        this.blocked = new BlockedEvaluations();
        this.flow = opened(new EvaluationFlow(core.store(), broker, blocked, writer));
        opened(new BlockedWaker(core, timer, blocked, broker));
        this.applier = opened(new PlanApplier(core, broker, shared.applied(), config.rejections()));
        this.liveness = opened(new Liveness(core, config.heartbeat(), timer, shared.jobs()));
        opened(new DeploymentWatcher(core, timer));
        opened(new InitialSettings(core, config));
        opened(new Drainer(core, timer));
        opened(new PeriodicLauncher(core, timer, shared.jobs()));
        opened(new TokenGarbage(core, timer, config.acl()));
        opened(new KeyringKeeper(core, timer, config.keyring()));
        this.garbage = opened(new GarbageCollector(core, timer, config.garbage()));
    }

    /** What leaders of all terms read, and followers too. */
    public record Shared(AppliedIndex applied, JobDirectory jobs) {}

    /** Starts everything from the newest state; what takes long goes on by itself. */
    public static LeaderServices start(Core core, long term, ServerConfig config, Timer timer, Shared shared) {
        return new LeaderServices(core, term, config, timer, shared);
    }

    private <T extends LeaderService> T opened(T service) {
        services.addFirst(service);
        return service;
    }

    /** Tells all services of a command, unless they have seen it in the state that they started from. */
    void applied(Applied applied) {
        if (applied.after().index() > since) {
            services.descendingIterator().forEachRemaining(service -> service.applied(applied));
        }
    }

    public Liveness liveness() {
        return liveness;
    }

    public GarbageCollector garbage() {
        return garbage;
    }

    /** How many plans wait for their verdict. */
    public int waitingPlans() {
        return applier.waiting();
    }

    public EvalBroker broker() {
        return broker;
    }

    public BlockedEvaluations blocked() {
        return blocked;
    }

    /**
     * Hands out an evaluation.
     *
     * @param local whether the worker is on this server
     */
    public Optional<Delivery> dequeue(Set<String> types, Duration maxWait, Object holder, boolean local)
            throws InterruptedException {
        return broker.dequeue(types, maxWait, holder, local)
                .map(delivery -> new Delivery(
                        delivery.evaluation(), delivery.token(), core.state().index()));
    }

    /** Judges a plan and commits what fits. */
    public PlanVerdict submit(String evaluationId, long token, Plan plan, List<Evaluation> followUps)
            throws InterruptedException {
        return applier.submit(evaluationId, token, plan, followUps);
    }

    /** Writes down what a worker made of an evaluation, if it is still that worker's. */
    public void finish(String evaluationId, long token, List<Evaluation> results) {
        if (!broker.hold(evaluationId, token)) {
            throw ServerException.conflict("another worker has taken evaluation " + evaluationId + " over");
        }
        try {
            if (!results.isEmpty()) {
                core.propose(new EvaluationCommand.Upsert(results));
            }
            broker.ack(evaluationId, token).forEach(writer::cancel);
        } finally {
            broker.release(evaluationId, token);
        }
        if (broker.takeRefill()) {
            flow.refill();
        }
    }

    public void abandon(String evaluationId, long token) {
        broker.nack(evaluationId, token);
    }

    /** Ends everything without waiting; from here on nothing is proposed any more. */
    @Override
    public void close() {
        core.log().close();
        broker.close();
        for (LeaderService service : services) {
            try {
                service.close();
            } catch (RuntimeException failure) {
                LOG.log(Level.WARNING, "a service of the leader did not stop", failure);
            }
        }
    }
}
