package dev.drover.server.eval;

import dev.drover.model.eval.Evaluation;
import dev.drover.model.eval.EvaluationStatus;
import dev.drover.server.ServerException;
import dev.drover.server.eval.ReadyQueue.Waiter;
import dev.drover.server.metric.Meters;
import dev.drover.server.time.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands evaluations to workers, the most important first and of each job one at a time, so that two workers never plan for the
 * same job. What a worker does not acknowledge comes back later, a bounded number of times. The queue is only a memory of what
 * the state says is pending: it is built anew from there whenever a server begins to lead, and again when it could not hold all.
 *
 * <p>Every evaluation is in one place at a time: delayed until its time, ready, waiting for another of its job, or out with a worker.
 */
public final class EvalBroker implements AutoCloseable {
    /** Tokens of a term are above those of all earlier ones. */
    private static final int TERM_BITS = 32;

    private final Clock clock;
    private final Timer timer;
    private final BrokerLimits limits;
    private final Consumer<Evaluation> givenUp;
    private final Meters meters;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Entry> entries = new HashMap<>();
    private final ReadyQueue ready = new ReadyQueue();
    private final JobTurns turns = new JobTurns();
    private final Delays delays = new Delays();
    private Optional<Instant> armedFor = Optional.empty();
    private Timer.Alarm alarm = () -> {};
    private long lastToken;
    private int outstanding;
    private boolean overflowed;
    private boolean paused;
    private boolean closed;

    /**
     * A broker with nothing in it.
     *
     * @param term of leadership that it works for
     * @param givenUp is told, on the timer's or a worker's thread, of evaluations whose deliveries all failed
     */
    public EvalBroker(Clock clock, Timer timer, BrokerLimits limits, long term, Consumer<Evaluation> givenUp) {
        this(clock, timer, limits, term, givenUp, new Meters());
    }

    /** As above, and times how long evaluations take on their way. */
    public EvalBroker(
            Clock clock, Timer timer, BrokerLimits limits, long term, Consumer<Evaluation> givenUp, Meters meters) {
        this.meters = meters;
        this.clock = clock;
        this.timer = timer;
        this.limits = limits;
        this.lastToken = term << TERM_BITS;
        this.givenUp = givenUp;
    }

    private enum Place {
        DELAYED,
        READY,
        WAITING,
        OUT
    }

    private static final class Entry {
        private Evaluation evaluation;
        private Place place = Place.DELAYED;
        private int deliveries;
        private long token;
        private Object holder = "";
        private Timer.Alarm alarm = () -> {};
        private boolean held;
        private boolean abandoned;
        private @Nullable Evaluation again;
        /** When it came and when it was handed out last, as {@link Meters#start} tells it. */
        private final long taken;

        private long delivered;

        Entry(Evaluation evaluation, long taken) {
            this.evaluation = evaluation;
            this.taken = taken;
        }

        /** Few, since each set of labels is kept for good: no job and no namespace. */
        Map<String, String> labels() {
            return Map.of("eval_type", evaluation.type(), "triggered_by", evaluation.triggeredBy());
        }
    }

    /**
     * Takes up an evaluation. One that is known already is not taken twice; if it is out with a worker and was changed since, it
     * comes again when that worker is done.
     */
    public void enqueue(Evaluation evaluation) {
        lock.lock();
        try {
            Entry known = entries.get(evaluation.id());
            if (known != null) {
                boolean changed = evaluation.modifyIndex() > known.evaluation.modifyIndex();
                known.again = known.place == Place.OUT && changed ? evaluation : known.again;
            } else if (!closed) {
                take(evaluation);
            }
        } finally {
            lock.unlock();
        }
    }

    private void take(Evaluation evaluation) {
        boolean refillable = evaluation.status() == EvaluationStatus.PENDING;
        if (refillable && entries.size() >= limits.capacity()) {
            overflowed = true;
            return;
        }
        Entry entry = new Entry(evaluation, meters.start());
        entries.put(evaluation.id(), entry);
        Instant due = due(evaluation);
        if (due.isAfter(clock.instant())) {
            delay(entry, due);
        } else {
            offer(entry);
        }
    }

    private Instant due(Evaluation evaluation) {
        return evaluation.waitFor().isZero()
                ? evaluation.waitUntil()
                : clock.instant().plus(evaluation.waitFor());
    }

    private void delay(Entry entry, Instant due) {
        entry.place = Place.DELAYED;
        delays.put(entry.evaluation.id(), due);
        arm();
    }

    /** One alarm for all delays, for the earliest of them. */
    private void arm() {
        Optional<Instant> next = delays.next();
        if (next.isPresent() && (armedFor.isEmpty() || next.get().isBefore(armedFor.get()))) {
            alarm.cancel();
            armedFor = next;
            alarm = timer.at(next.get(), this::release);
        }
    }

    private void release() {
        lock.lock();
        try {
            if (!closed) {
                armedFor = Optional.empty();
                for (String id : delays.take(clock.instant())) {
                    offer(entries.get(id));
                }
                arm();
            }
        } finally {
            lock.unlock();
        }
    }

    private void offer(@Nullable Entry entry) {
        if (entry == null) {
            return;
        }
        if (turns.take(entry.evaluation)) {
            entry.place = Place.READY;
            ready.add(entry.evaluation);
        } else {
            entry.place = Place.WAITING;
        }
    }

    /** While paused, evaluations are taken up but not handed out. */
    public void pause(boolean pause) {
        lock.lock();
        try {
            paused = pause;
            ready.callAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for an evaluation and takes it.
     *
     * @param types of scheduler that the worker can run
     * @param holder who takes it, to be named when it is {@linkplain #lost}
     * @param local whether the worker is on this server
     * @return empty when there was none in time
     * @throws ServerException with status 500 when the server leads no longer
     */
    public Optional<Delivery> dequeue(Set<String> types, Duration maxWait, Object holder, boolean local)
            throws InterruptedException {
        lock.lockInterruptibly();
        Waiter waiter = new Waiter(types, local, lock.newCondition());
        ready.join(waiter);
        try {
            long left = maxWait.toNanos();
            Optional<Evaluation> found = next(types);
            while (found.isEmpty() && left > 0) {
                left = waiter.bell().awaitNanos(left);
                found = next(types);
            }
            return found.map(evaluation -> deliver(evaluation, holder));
        } finally {
            ready.leave(waiter);
            lock.unlock();
        }
    }

    private Optional<Evaluation> next(Set<String> types) {
        if (closed) {
            throw ServerException.notLeader();
        }
        return paused ? Optional.empty() : ready.take(types);
    }

    private Delivery deliver(Evaluation evaluation, Object holder) {
        Entry entry = entries.get(evaluation.id());
        if (entry == null) {
            throw new IllegalStateException("evaluation " + evaluation.id() + " is ready but not known");
        }
        entry.place = Place.OUT;
        entry.token = ++lastToken;
        entry.holder = holder;
        entry.deliveries++;
        entry.delivered = meters.start();
        meters.time("nomad.nomad.broker.wait_time", entry.taken, entry.labels());
        outstanding++;
        watch(entry);
        return new Delivery(evaluation, entry.token, 0);
    }

    private void watch(Entry entry) {
        long token = entry.token;
        String id = entry.evaluation.id();
        entry.alarm = timer.at(clock.instant().plus(limits.nackTimeout()), () -> nack(id, token));
    }

    private @Nullable Entry current(String evaluationId, long token) {
        Entry entry = entries.get(evaluationId);
        return entry != null && entry.place == Place.OUT && entry.token == token && !closed ? entry : null;
    }

    /** Whether the delivery is still the worker's. */
    public boolean isCurrent(String evaluationId, long token) {
        lock.lock();
        try {
            return current(evaluationId, token) != null;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The worker waits for the leader, which is not to count against it until {@link #release(String, long)}. If the worker gives up
     * meanwhile nobody else gets the evaluation before, lest two plans for a job be under way.
     *
     * @return whether the delivery is still the worker's
     */
    public boolean hold(String evaluationId, long token) {
        lock.lock();
        try {
            Entry entry = current(evaluationId, token);
            if (entry != null) {
                entry.alarm.cancel();
                entry.held = true;
            }
            return entry != null;
        } finally {
            lock.unlock();
        }
    }

    /** The worker has its time anew. */
    public void release(String evaluationId, long token) {
        boolean abandoned = false;
        lock.lock();
        try {
            Entry entry = current(evaluationId, token);
            if (entry != null) {
                entry.held = false;
                entry.alarm.cancel();
                watch(entry);
                abandoned = entry.abandoned;
            }
        } finally {
            lock.unlock();
        }
        if (abandoned) {
            nack(evaluationId, token);
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
            Entry done = current(evaluationId, token);
            if (done == null) {
                return List.of();
            }
            remove(done);
            meters.time("nomad.nomad.broker.process_time", done.delivered, done.labels());
            meters.time("nomad.nomad.broker.response_time", done.taken, done.labels());
            List<Evaluation> others = turns.end(done.evaluation);
            others.stream().limit(1).forEach(next -> offer(entries.get(next.id())));
            List<Evaluation> superfluous = others.stream().skip(1).toList();
            superfluous.forEach(evaluation -> entries.remove(evaluation.id()));
            if (done.again != null) {
                take(done.again);
            }
            return superfluous;
        } finally {
            lock.unlock();
        }
    }

    private void remove(Entry out) {
        out.alarm.cancel();
        outstanding--;
        entries.remove(out.evaluation.id());
    }

    /** The evaluation could not be done; it comes back after a while unless it failed too often. */
    public void nack(String evaluationId, long token) {
        Evaluation hopeless = null;
        lock.lock();
        try {
            Entry failed = current(evaluationId, token);
            if (failed == null || failed.held) {
                abandon(failed);
                return;
            }
            failed.abandoned = false;
            failed.evaluation = failed.again == null ? failed.evaluation : failed.again;
            failed.again = null;
            if (failed.deliveries >= limits.deliveryLimit()) {
                hopeless = failed.evaluation;
                remove(failed);
                releaseJob(failed.evaluation);
            } else {
                failed.alarm.cancel();
                outstanding--;
                delay(failed, clock.instant().plus(retryDelay(failed.deliveries)));
            }
        } finally {
            lock.unlock();
        }
        if (hopeless != null) {
            givenUp.accept(hopeless);
        }
    }

    private static void abandon(@Nullable Entry held) {
        if (held != null) {
            held.abandoned = true;
        }
    }

    /** Unlike after success, all others of the job stay, for nothing was done for them. */
    private void releaseJob(Evaluation evaluation) {
        turns.end(evaluation).forEach(other -> offer(entries.get(other.id())));
    }

    private Duration retryDelay(int count) {
        return count == 1 ? limits.firstRetryDelay() : limits.retryDelay().multipliedBy(count - 1L);
    }

    /** The holder is gone; what it had out comes back. */
    public void lost(Object holder) {
        List<Entry> held;
        lock.lock();
        try {
            held = entries.values().stream()
                    .filter(entry -> entry.place == Place.OUT && entry.holder.equals(holder))
                    .toList();
        } finally {
            lock.unlock();
        }
        held.forEach(entry -> nack(entry.evaluation.id(), entry.token));
    }

    /** An evaluation that was ended is not delivered any more; what is out with a worker is left to it. */
    public void forget(String evaluationId) {
        lock.lock();
        try {
            Entry entry = entries.get(evaluationId);
            if (entry == null || entry.place == Place.OUT) {
                return;
            }
            entries.remove(evaluationId);
            delays.remove(evaluationId);
            ready.remove(entry.evaluation);
            if (entry.place == Place.WAITING) {
                turns.giveUp(entry.evaluation);
            } else if (turns.has(entry.evaluation)) {
                releaseJob(entry.evaluation);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether some evaluations were left in the state for want of room, and there is room again. Answers true once. */
    public boolean takeRefill() {
        lock.lock();
        try {
            boolean refill = overflowed && entries.size() <= limits.capacity() / 2;
            overflowed = overflowed && !refill;
            return refill;
        } finally {
            lock.unlock();
        }
    }

    /** How many evaluations are ready, in the hands of workers, waiting for others of their job, and waiting for a time. */
    public Counts counts() {
        lock.lock();
        try {
            int waiting = turns.waiting();
            return new Counts(
                    ready.size(), outstanding, waiting, entries.size() - ready.size() - outstanding - waiting);
        } finally {
            lock.unlock();
        }
    }

    /** How many evaluations of a type are ready and in the hands of workers. */
    public ByType counts(String type) {
        lock.lock();
        try {
            long out = entries.values().stream()
                    .filter(entry ->
                            entry.place == Place.OUT && entry.evaluation.type().equals(type))
                    .count();
            return new ByType(ready.size(type), (int) out);
        } finally {
            lock.unlock();
        }
    }

    /** See {@link EvalBroker#counts(String)}. */
    public record ByType(int ready, int outstanding) {}

    /** See {@link EvalBroker#counts}. */
    public record Counts(int ready, int outstanding, int waitingForJob, int delayed) {}

    /** Hands out nothing any more; workers that wait are told so. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            alarm.cancel();
            entries.values().forEach(entry -> entry.alarm.cancel());
            ready.callAll();
        } finally {
            lock.unlock();
        }
    }
}
