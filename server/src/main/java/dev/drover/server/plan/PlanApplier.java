package dev.drover.server.plan;

import dev.drover.server.ServerException;
import dev.drover.server.log.Log;
import dev.drover.state.StateStore;
import dev.drover.state.command.PlanCommand;
import dev.drover.state.plan.Plan;
import dev.drover.state.plan.PlanResult;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.Comparator;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The one referee of all plans. Schedulers plan on snapshots without locks and so may promise the same room twice; here plans
 * come one after the other, the most important first, are held against the newest state, and what still fits is committed. The
 * scheduler hears which state to look at for the rest.
 */
public final class PlanApplier implements AutoCloseable {
    private static final Logger LOG = System.getLogger(PlanApplier.class.getName());

    private final StateStore store;
    private final Log log;
    private final Clock clock;
    private final AtomicLong arrivals = new AtomicLong();
    private final PriorityBlockingQueue<Waiting> queue = new PriorityBlockingQueue<>(
            16,
            Comparator.comparingInt((Waiting waiting) -> waiting.plan.priority())
                    .reversed()
                    .thenComparingLong(waiting -> waiting.arrival));
    private final Thread thread;

    public PlanApplier(StateStore store, Log log, Clock clock) {
        this.store = store;
        this.log = log;
        this.clock = clock;
        this.thread = Thread.ofPlatform().daemon().name("server-plans").start(this::run);
    }

    /** Waits for the verdict on a plan. There are never more plans waiting than schedulers at work. */
    public PlanResult submit(Plan plan) throws InterruptedException {
        Waiting waiting = new Waiting(plan, arrivals.incrementAndGet());
        queue.add(waiting);
        return switch (waiting.verdict.take()) {
            case Verdict.Judged(PlanResult result) -> result;
            case Verdict.Failed(String reason) -> throw ServerException.failed("the plan was not applied: " + reason);
        };
    }

    private void run() {
        try {
            while (true) {
                Waiting next = queue.take();
                next.verdict.put(judge(next.plan));
            }
        } catch (InterruptedException interruption) {
            LOG.log(Level.DEBUG, "no more plans are judged");
        }
    }

    private Verdict judge(Plan plan) {
        try {
            return new Verdict.Judged(apply(plan));
        } catch (RuntimeException failure) {
            LOG.log(Level.WARNING, "a plan for evaluation " + plan.evaluationId() + " failed", failure);
            return new Verdict.Failed(String.valueOf(failure.getMessage()));
        }
    }

    private PlanResult apply(Plan plan) {
        PlanReview review = PlanReview.of(store.snapshot(), plan, clock.instant());
        review.refusals()
                .forEach((node, reason) -> LOG.log(
                        Level.DEBUG,
                        "plan for evaluation {0}: node {1} refuses: {2}",
                        plan.evaluationId(),
                        node,
                        reason));
        long index = review.commit().isEmpty() ? 0 : log.propose(new PlanCommand.Commit(review.commit()));
        return new PlanResult(review.commit(), review.refreshIndex(), index);
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private sealed interface Verdict {
        record Judged(PlanResult result) implements Verdict {}

        record Failed(String reason) implements Verdict {}
    }

    private static final class Waiting {
        private final Plan plan;
        private final long arrival;
        private final ArrayBlockingQueue<Verdict> verdict = new ArrayBlockingQueue<>(1);

        Waiting(Plan plan, long arrival) {
            this.plan = plan;
            this.arrival = arrival;
        }
    }
}
