package dev.drover.server.eval;

import dev.drover.model.eval.Evaluation;
import dev.drover.server.time.Timer;
import dev.drover.state.JobId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands evaluations to workers, the most important first and of each job one at a time, so that two workers never plan for the
 * same job. What a worker does not acknowledge comes back later, a bounded number of times. The queue is only a memory of what
 * the state says is pending: it can be rebuilt from there at any time.
 */
public final class EvalBroker {
    private static final Comparator<Evaluation> URGENCY = Comparator.comparingInt(Evaluation::priority)
            .reversed()
            .thenComparingLong(Evaluation::createIndex)
            .thenComparing(Evaluation::id);
    private static final Comparator<Evaluation> NEWEST = Comparator.comparingInt(Evaluation::priority)
            .thenComparingLong(Evaluation::modifyIndex)
            .thenComparing(Evaluation::id)
            .reversed();

    private final Clock clock;
    private final Timer timer;
    private final BrokerLimits limits;
    private final Consumer<Evaluation> givenUp;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition somethingReady = lock.newCondition();
    private final TreeSet<Evaluation> ready = new TreeSet<>(URGENCY);
    private final Map<JobId, String> busyJobs = new HashMap<>();
    private final Map<JobId, PriorityQueue<Evaluation>> waitingForJob = new HashMap<>();
    private final Map<String, Outstanding> outstanding = new HashMap<>();
    private final Map<String, Timer.Alarm> delayed = new HashMap<>();
    private final Map<String, Integer> deliveries = new HashMap<>();
    private long lastToken;
    private boolean paused;

    /**
     * A broker with nothing in it.
     *
     * @param givenUp is told, on the timer's or a worker's thread, of evaluations whose deliveries all failed
     */
    public EvalBroker(Clock clock, Timer timer, BrokerLimits limits, Consumer<Evaluation> givenUp) {
        this.clock = clock;
        this.timer = timer;
        this.limits = limits;
        this.givenUp = givenUp;
    }

    /** Takes up a pending evaluation; one that is known already is not taken twice. */
    public void enqueue(Evaluation evaluation) {
        lock.lock();
        try {
            if (knows(evaluation.id())) {
                return;
            }
            Instant due = due(evaluation);
            if (due.isAfter(clock.instant())) {
                delayed.put(evaluation.id(), timer.at(due, () -> release(evaluation)));
            } else {
                offer(evaluation);
            }
        } finally {
            lock.unlock();
        }
    }

    private Instant due(Evaluation evaluation) {
        return evaluation.waitFor().isZero()
                ? evaluation.waitUntil()
                : clock.instant().plus(evaluation.waitFor());
    }

    private boolean knows(String id) {
        return deliveries.containsKey(id) || delayed.containsKey(id);
    }

    private void release(Evaluation evaluation) {
        lock.lock();
        try {
            if (delayed.remove(evaluation.id()) != null) {
                offer(evaluation);
            }
        } finally {
            lock.unlock();
        }
    }

    private void offer(Evaluation evaluation) {
        deliveries.putIfAbsent(evaluation.id(), 0);
        JobId job = jobOf(evaluation);
        if (busyJobs.putIfAbsent(job, evaluation.id()) == null) {
            ready.add(evaluation);
            somethingReady.signal();
        } else {
            waitingForJob
                    .computeIfAbsent(job, id -> new PriorityQueue<>(NEWEST))
                    .add(evaluation);
        }
    }

    private static JobId jobOf(Evaluation evaluation) {
        return new JobId(evaluation.namespace(), evaluation.jobId());
    }

    /** While paused, evaluations are taken up but not handed out. */
    public void pause(boolean pause) {
        lock.lock();
        try {
            paused = pause;
            somethingReady.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for an evaluation and takes it. */
    public Delivery dequeue() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (paused || ready.isEmpty()) {
                somethingReady.await();
            }
            return deliver(ready.removeFirst());
        } finally {
            lock.unlock();
        }
    }

    private Delivery deliver(Evaluation evaluation) {
        long token = ++lastToken;
        Instant deadline = clock.instant().plus(limits.nackTimeout());
        Timer.Alarm alarm = timer.at(deadline, () -> nack(evaluation.id(), token));
        outstanding.put(evaluation.id(), new Outstanding(evaluation, token, alarm));
        deliveries.merge(evaluation.id(), 1, Integer::sum);
        return new Delivery(evaluation, token);
    }

    /** Whether the delivery is still the worker's. */
    public boolean isCurrent(String evaluationId, long token) {
        lock.lock();
        try {
            Outstanding current = outstanding.get(evaluationId);
            return current != null && current.token == token;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The evaluation is done.
     *
     * @return older evaluations of the same job that need no work any more, since the newest of them will see the same state
     */
    public List<Evaluation> ack(String evaluationId, long token) {
        lock.lock();
        try {
            Outstanding done = take(evaluationId, token);
            if (done == null) {
                return List.of();
            }
            deliveries.remove(evaluationId);
            return nextOfJob(jobOf(done.evaluation));
        } finally {
            lock.unlock();
        }
    }

    private List<Evaluation> nextOfJob(JobId job) {
        busyJobs.remove(job);
        PriorityQueue<Evaluation> waiting = waitingForJob.remove(job);
        if (waiting == null) {
            return List.of();
        }
        offer(waiting.remove());
        List<Evaluation> superfluous = new ArrayList<>(waiting);
        superfluous.forEach(evaluation -> deliveries.remove(evaluation.id()));
        return superfluous;
    }

    /** The evaluation could not be done; it comes back after a while unless it failed too often. */
    public void nack(String evaluationId, long token) {
        Evaluation hopeless = null;
        lock.lock();
        try {
            Outstanding failed = take(evaluationId, token);
            if (failed == null) {
                return;
            }
            int count = deliveries.getOrDefault(evaluationId, 1);
            if (count >= limits.deliveryLimit()) {
                hopeless = failed.evaluation;
                deliveries.remove(evaluationId);
                releaseJob(jobOf(hopeless));
            } else {
                retryLater(failed.evaluation, count);
            }
        } finally {
            lock.unlock();
        }
        if (hopeless != null) {
            givenUp.accept(hopeless);
        }
    }

    /** Unlike after success, all others of the job stay, for nothing was done for them. */
    private void releaseJob(JobId job) {
        busyJobs.remove(job);
        PriorityQueue<Evaluation> waiting = waitingForJob.remove(job);
        if (waiting != null) {
            waiting.forEach(this::offer);
        }
    }

    private void retryLater(Evaluation evaluation, int count) {
        Duration delay =
                count == 1 ? limits.firstRetryDelay() : limits.retryDelay().multipliedBy(count - 1L);
        timer.at(clock.instant().plus(delay), () -> retry(evaluation));
    }

    private void retry(Evaluation evaluation) {
        lock.lock();
        try {
            if (deliveries.containsKey(evaluation.id())) {
                ready.add(evaluation);
                somethingReady.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Outstanding take(String evaluationId, long token) {
        Outstanding current = outstanding.get(evaluationId);
        if (current == null || current.token != token) {
            return null;
        }
        current.alarm.cancel();
        return outstanding.remove(evaluationId);
    }

    /** An evaluation that others have ended is not delivered any more. */
    public void forget(String evaluationId) {
        lock.lock();
        try {
            Timer.Alarm alarm = delayed.remove(evaluationId);
            if (alarm != null) {
                alarm.cancel();
            }
        } finally {
            lock.unlock();
        }
    }

    /** How many evaluations are ready, in the hands of workers, waiting for others of their job, and waiting for a time. */
    public Counts counts() {
        lock.lock();
        try {
            int waiting = waitingForJob.values().stream()
                    .mapToInt(PriorityQueue::size)
                    .sum();
            return new Counts(ready.size(), outstanding.size(), waiting, delayed.size());
        } finally {
            lock.unlock();
        }
    }

    /** See {@link EvalBroker#counts}. */
    public record Counts(int ready, int outstanding, int waitingForJob, int delayed) {}

    private static final class Outstanding {
        private final Evaluation evaluation;
        private final long token;
        private final Timer.Alarm alarm;

        Outstanding(Evaluation evaluation, long token, Timer.Alarm alarm) {
            this.evaluation = evaluation;
            this.token = token;
            this.alarm = alarm;
        }
    }
}
