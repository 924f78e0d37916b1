package dev.drover.server.plan;

import dev.drover.model.eval.Evaluation;
import dev.drover.model.node.NodeEvent;
import dev.drover.model.node.SchedulingEligibility;
import dev.drover.server.Core;
import dev.drover.server.ServerException;
import dev.drover.server.eval.EvalBroker;
import dev.drover.server.eval.WorkSource.PlanVerdict;
import dev.drover.server.leader.LeaderService;
import dev.drover.server.log.AppliedIndex;
import dev.drover.server.plan.UnderWay.Commit;
import dev.drover.state.command.NodeCommand;
import dev.drover.state.command.PlanCommand;
import dev.drover.state.plan.Plan;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The one referee of all plans. Schedulers plan on snapshots without locks and so may promise the same room twice; here plans
 * come one after the other, the most important first, are held against the newest state, and what still fits is committed. The
 * scheduler hears which state to look at for the rest.
 *
 * <p>The log takes a while to agree on a commit. Meanwhile the next plans are judged, on the newest state and what is {@link UnderWay},
 * so that the referee is never idle and many commits travel together. The idea is that of a pipelined processor with the one difference
 * that nothing is ever rolled back: a plan counts on room only when it is free whatever becomes of the plans before it.
 */
public final class PlanApplier implements LeaderService {
    private static final Logger LOG = System.getLogger(PlanApplier.class.getName());

    /** How many commits may be on their way into the log at the same time. */
    private static final int UNDER_WAY_LIMIT = 64;

    /** How many plans may wait for their verdict; there are never more than workers in the whole cluster. */
    private static final int QUEUE_LIMIT = 10_000;

    /** How long to wait for the state that a plan was made on, which may be ahead of the leader's by moments. */
    private static final Duration SNAPSHOT_WAIT = Duration.ofSeconds(10);

    private final Core core;
    private final EvalBroker broker;
    private final AppliedIndex applied;
    private final Rejections rejections;
    private final AtomicLong arrivals = new AtomicLong();
    private final PriorityBlockingQueue<Waiting> queue = new PriorityBlockingQueue<>(
            16,
            Comparator.comparingInt((Waiting waiting) -> waiting.plan.priority())
                    .reversed()
                    .thenComparingLong(waiting -> waiting.arrival));
    private final UnderWay underWay = new UnderWay();
    private final LinkedBlockingQueue<Commit> arrived = new LinkedBlockingQueue<>();
    private final Semaphore places = new Semaphore(UNDER_WAY_LIMIT);
    private final Thread thread;
    private volatile boolean closed;

    public PlanApplier(Core core, EvalBroker broker, AppliedIndex applied, RejectionLimits limits) {
        this.core = core;
        this.broker = broker;
        this.applied = applied;
        this.rejections = new Rejections(limits);
        this.thread = Thread.ofPlatform().daemon().name("server-plans").start(this::run);
    }

    /**
     * Waits for the verdict on a plan.
     *
     * @param token of the delivery that the plan comes from; once it is no longer valid the plan is refused
     * @param followUps evaluations that allocations of the plan refer to, committed with it
     * @throws ServerException when the plan was not judged, or it is not known what became of it
     */
    public PlanVerdict submit(String evaluationId, long token, Plan plan, List<Evaluation> followUps)
            throws InterruptedException {
        if (closed || !broker.hold(evaluationId, token)) {
            throw ServerException.conflict("another worker has taken evaluation " + evaluationId + " over");
        }
        long start = core.meters().start();
        try {
            if (queue.size() >= QUEUE_LIMIT) {
                throw ServerException.failed("too many plans wait for their verdict");
            }
            Waiting waiting = new Waiting(plan, followUps, evaluationId, token, arrivals.incrementAndGet());
            queue.add(waiting);
            if (closed && queue.remove(waiting)) {
                throw ServerException.notLeader();
            }
            return switch (waiting.verdict.take()) {
                case Verdict.Judged(PlanVerdict verdict) -> verdict;
                case Verdict.Failed(ServerException reason) -> throw reason;
            };
        } finally {
            core.meters().time("nomad.nomad.plan.submit", start);
            broker.release(evaluationId, token);
        }
    }

    /** How many plans wait for their verdict. */
    public int waiting() {
        return queue.size();
    }

    private void run() {
        try {
            while (!closed) {
                Waiting next = queue.take();
                places.acquire();
                try {
                    judge(next);
                } catch (ServerException refused) {
                    places.release();
                    next.answer(refused);
                } catch (RuntimeException failure) {
                    places.release();
                    LOG.log(Level.WARNING, "a plan for evaluation " + next.evaluationId + " failed", failure);
                    next.answer(failure);
                }
            }
        } catch (InterruptedException interruption) {
            LOG.log(Level.DEBUG, "no more plans are judged");
        } finally {
            closed = true;
            for (Waiting left = queue.poll(); left != null; left = queue.poll()) {
                left.answer(ServerException.notLeader());
            }
        }
    }

    private void judge(Waiting waiting) throws InterruptedException {
        if (!broker.isCurrent(waiting.evaluationId, waiting.token)) {
            throw ServerException.conflict("another worker has taken evaluation " + waiting.evaluationId + " over");
        }
        long start = core.meters().start();
        boolean known = applied.await(waiting.plan.snapshotIndex(), SNAPSHOT_WAIT);
        core.meters().time("nomad.nomad.plan.wait_for_index", start);
        if (!known) {
            throw ServerException.failed("the leader does not know state " + waiting.plan.snapshotIndex() + " yet");
        }
        for (Commit commit = arrived.poll(); commit != null; commit = arrived.poll()) {
            underWay.remove(commit);
        }
        List<Commit> before = underWay.all();
        long evaluation = core.meters().start();
        PlanReview review = PlanReview.of(core.state(), underWay, waiting.plan, waiting.followUps, core.now());
        core.meters().time("nomad.nomad.plan.evaluate", evaluation);
        review.refusals().forEach((node, reason) -> refused(waiting, node, reason));
        Commit commit = new Commit(review.commit());
        underWay.add(commit);
        Thread.ofVirtual().name("plan-commit").start(() -> commit(waiting, commit, review, before));
    }

    private void refused(Waiting waiting, String nodeId, String reason) {
        LOG.log(Level.DEBUG, "plan for evaluation {0}: node {1} refuses: {2}", waiting.evaluationId, nodeId, reason);
        core.meters().count("nomad.nomad.plan.node_rejected", Map.of("node_id", nodeId));
        Instant now = core.now();
        if (rejections.add(nodeId, now)) {
            LOG.log(Level.WARNING, "node {0} refused too many plans and takes no new work; last: {1}", nodeId, reason);
            NodeEvent event = new NodeEvent(
                    "Node marked as ineligible for scheduling due to multiple plan rejections",
                    "Scheduler",
                    Map.of("reason", reason),
                    now,
                    0);
            Thread.ofVirtual().name("plan-rejections").start(() -> takeOut(nodeId, event));
        }
    }

    private void takeOut(String nodeId, NodeEvent event) {
        try {
            core.propose(new NodeCommand.UpdateEligibility(
                    nodeId, SchedulingEligibility.INELIGIBLE, Optional.of(event), core.now(), List.of()));
        } catch (ServerException failure) {
            LOG.log(
                    Level.WARNING,
                    () -> "node " + nodeId + " could not be taken out of scheduling: " + failure.getMessage());
        }
    }

    private void commit(Waiting waiting, Commit commit, PlanReview review, List<Commit> before) {
        try {
            boolean progress = !review.commit().isEmpty();
            long start = core.meters().start();
            long index = progress ? core.propose(new PlanCommand.Commit(review.commit())) : 0;
            core.meters().time("nomad.nomad.plan.apply", start);
            ended(commit, index);
            long refresh = review.refreshIndex() == 0 ? 0 : refreshIndex(review, before);
            waiting.answer(new PlanVerdict(progress, refresh, index));
        } catch (RuntimeException failure) {
            ended(commit, 0);
            waiting.answer(failure);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            waiting.answer(ServerException.notLeader());
        }
    }

    private void ended(Commit commit, long index) {
        commit.arrived(index);
        arrived.add(commit);
        places.release();
    }

    /** A state that shows why nodes refused shows what was under way to them as well. */
    private static long refreshIndex(PlanReview review, List<Commit> before) throws InterruptedException {
        long refresh = review.refreshIndex();
        for (Commit commit : before) {
            refresh = Math.max(refresh, commit.awaitIndex());
        }
        return refresh;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private sealed interface Verdict {
        record Judged(PlanVerdict verdict) implements Verdict {}

        record Failed(ServerException reason) implements Verdict {}
    }

    private static final class Waiting {
        private final Plan plan;
        private final List<Evaluation> followUps;
        private final String evaluationId;
        private final long token;
        private final long arrival;
        private final ArrayBlockingQueue<Verdict> verdict = new ArrayBlockingQueue<>(1);

        Waiting(Plan plan, List<Evaluation> followUps, String evaluationId, long token, long arrival) {
            this.plan = plan;
            this.followUps = List.copyOf(followUps);
            this.evaluationId = evaluationId;
            this.token = token;
            this.arrival = arrival;
        }

        void answer(PlanVerdict judged) {
            verdict.offer(new Verdict.Judged(judged));
        }

        void answer(RuntimeException failure) {
            ServerException reason = failure instanceof ServerException known
                    ? known
                    : ServerException.failed("the plan was not applied: " + failure.getMessage());
            verdict.offer(new Verdict.Failed(reason));
        }
    }
}
