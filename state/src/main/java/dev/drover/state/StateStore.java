package dev.drover.state;

import dev.drover.state.command.Command;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Holds the newest state and wakes those who wait for a change. A waiter names what it has read; a command wakes the waiters of
 * what it changed and nobody else, so that one allocation wakes one node and not five thousand. Waiting costs a parked virtual
 * thread; nothing polls.
 */
public final class StateStore {
    private final ConcurrentHashMap<Watch, Set<Semaphore>> waiters = new ConcurrentHashMap<>();
    private volatile State current = State.initial();

    /** The newest state; never changes afterwards. */
    public State snapshot() {
        return current;
    }

    /** Applies the next command of the log; to be called by one thread only. */
    public State apply(long index, Command command) {
        Transition transition = StateMachine.transition(current, index, command);
        current = transition.state();
        if (!waiters.isEmpty()) {
            transition.changed().forEach(this::wake);
        }
        return transition.state();
    }

    private void wake(Watch watch) {
        Set<Semaphore> waiting = waiters.get(watch);
        if (waiting != null) {
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
