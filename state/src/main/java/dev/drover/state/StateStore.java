package dev.drover.state;

import dev.drover.state.command.Command;
import dev.drover.state.event.EventBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Holds the newest state and wakes those who wait for a change. A waiter names what it has read; a command wakes the waiters of
 * what it changed and nobody else, so that one allocation wakes one node and not five thousand. Waiting costs a parked virtual
 * thread; nothing polls.
 */
public final class StateStore {
    private final ConcurrentHashMap<Watch, Set<Semaphore>> waiters = new ConcurrentHashMap<>();
    private final EventBuffer events;
    private volatile State current = State.initial();
    /** How many waiters changes have woken. */
    private final AtomicLong woken = new AtomicLong();

    /** An empty store that keeps the usual number of events. */
    public StateStore() {
        this(EventBuffer.USUAL_SIZE);
    }

    /**
     * An empty store.
     *
     * @param eventBufferSize how many commands' events are kept
     */
    public StateStore(int eventBufferSize) {
        events = new EventBuffer(eventBufferSize);
    }

    /** What has happened, for those who follow it. */
    public EventBuffer events() {
        return events;
    }

    /** The newest state; never changes afterwards. */
    public State snapshot() {
        return current;
    }

    /**
     * Applies the next command of the log; to be called by one thread only.
     *
     * @return the state after it; its index is that of the command, or a higher one after a restored snapshot, from which
     *     the next command has to go on
     */
    public State apply(long index, Command command) {
        State before = current;
        Transition transition = StateMachine.transition(before, index, command);
        current = transition.state();
        if (transition.replaced()) {
            events.forget("the state of the cluster was restored from a snapshot");
            wakeAll();
        } else {
            events.append(before, transition.state(), command, transition.changed());
            if (!waiters.isEmpty()) {
                transition.changed().forEach(this::wake);
            }
        }
        return transition.state();
    }

    /**
     * Puts another state of the same history in place of this one, as a server does that has fallen behind the log. Those who wait
     * look again and go on waiting if nothing of theirs changed; what they have read never becomes older. To be called by
     * the thread that applies.
     *
     * @throws IllegalArgumentException when the state is older than the one that is there
     */
    public void restore(State state) {
        if (state.index() < current.index()) {
            throw new IllegalArgumentException(
                    "a state at index " + state.index() + " cannot follow one at " + current.index());
        }
        current = state;
        events.forget("this server took over a snapshot of the state");
        wakeAll();
    }

    private void wakeAll() {
        waiters.values().forEach(waiting -> waiting.forEach(Semaphore::release));
    }

    private void wake(Watch watch) {
        Set<Semaphore> waiting = waiters.get(watch);
        if (waiting != null) {
            woken.addAndGet(waiting.size());
            waiting.forEach(Semaphore::release);
        }
    }

    /**
     * Waits until something of what is watched has changed after an index.
     *
     * @param minIndex returns as soon as one of the watches has a higher index
     * @param maxWait returns after this time at the latest, or when the thread is interrupted
     * @return the newest state, whether it changed or not
     */
    public State await(Set<Watch> watches, long minIndex, Duration maxWait) {
        if (index(current, watches) > minIndex || maxWait.isZero()) {
            return current;
        }
        Semaphore bell = new Semaphore(0);
        watches.forEach(watch -> waiters.compute(watch, (key, waiting) -> with(waiting, bell)));
        try {
            long end = System.nanoTime() + maxWait.toNanos();
            while (index(current, watches) <= minIndex) {
                long left = end - System.nanoTime();
                if (left <= 0 || !bell.tryAcquire(left, TimeUnit.NANOSECONDS)) {
                    break;
                }
                bell.drainPermits();
            }
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
        } finally {
            watches.forEach(watch -> waiters.computeIfPresent(watch, (key, waiting) -> without(waiting, bell)));
        }
        return current;
    }

    /** Index of the newest change of any of the watches. */
    public static long index(State state, Set<Watch> watches) {
        return watches.stream().mapToLong(state::index).max().orElse(0);
    }

    public long woken() {
        return woken.get();
    }

    /** How many watches somebody waits for. */
    int watched() {
        return waiters.size();
    }

    private static Set<Semaphore> with(@Nullable Set<Semaphore> waiting, Semaphore bell) {
        Set<Semaphore> result = waiting == null ? ConcurrentHashMap.newKeySet() : waiting;
        result.add(bell);
        return result;
    }

    private static @Nullable Set<Semaphore> without(Set<Semaphore> waiting, Semaphore bell) {
        waiting.remove(bell);
        return waiting.isEmpty() ? null : waiting;
    }
}
