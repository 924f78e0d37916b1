package dev.drover.state.event;

import dev.drover.state.State;
import dev.drover.state.Watch;
import dev.drover.state.command.Command;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The last events, in a ring. A cursor is a place in it and no queue, so that a slow subscriber costs nothing and is simply overtaken;
 * it is told so when it asks next. What is kept of an event is a reference to a record of the state; the form that subscribers
 * see is made for those who want it.
 */
public final class EventBuffer {
    /** How many commands with events are kept where nothing else is configured. */
    public static final int USUAL_SIZE = 100;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition appended = lock.newCondition();
    private final @Nullable Happened[] ring;
    /** How many were ever appended; the newest is at this number less one, modulo the size. */
    private long count;
    /** Everything before this number was forgotten at once. */
    private long forgotten;

    private String forgottenBecause = "";

    /**
     * An empty buffer.
     *
     * @param size how many commands with events are kept; 0 keeps none, and nobody can follow them
     */
    public EventBuffer(int size) {
        this.ring = new Happened[size];
    }

    /** Whether events are kept, so that they can be followed. */
    public boolean isOn() {
        return ring.length > 0;
    }

    /** Takes in what a command did; on the thread that applies. */
    public void append(State before, State after, Command command, Collection<Watch> changed) {
        if (!isOn()) {
            return;
        }
        Happened happened = Happened.of(before, after, command, changed);
        if (happened.happenings().isEmpty()) {
            return;
        }
        lock.lock();
        try {
            ring[(int) (count % ring.length)] = happened;
            count++;
            appended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Forgets all events and ends all subscriptions, when the state is replaced by another.
     *
     * @param reason what subscribers are told
     */
    public void forget(String reason) {
        lock.lock();
        try {
            Arrays.fill(ring, null);
            // A number is skipped, so that a cursor at the end notices too.
            count++;
            forgotten = count;
            forgottenBecause = reason;
            appended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Follows the events from an index on, as far as they are still kept, and then as they come.
     *
     * @throws IllegalStateException when none are kept
     */
    public EventCursor subscribe(Subscription subscription) {
        if (!isOn()) {
            throw new IllegalStateException("no events are kept");
        }
        lock.lock();
        try {
            long place = oldest();
            while (place < count && at(place).index() < subscription.fromIndex()) {
                place++;
            }
            return new Cursor(subscription, place);
        } finally {
            lock.unlock();
        }
    }

    private long oldest() {
        return Math.max(forgotten, count - ring.length);
    }

    private Happened at(long place) {
        return Objects.requireNonNull(ring[(int) (place % ring.length)]);
    }

    private final class Cursor implements EventCursor {
        private final Subscription subscription;
        private long place;
        private volatile boolean closed;

        Cursor(Subscription subscription, long place) {
            this.subscription = subscription;
            this.place = place;
        }

        @Override
        public Optional<EventBatch> next(Duration maxWait) throws EventsLostException, InterruptedException {
            long end = System.nanoTime() + maxWait.toNanos();
            while (true) {
                Happened happened = take(end);
                if (happened == null) {
                    return Optional.empty();
                }
                List<Event> events = happened.events(subscription::wants);
                if (!events.isEmpty()) {
                    return Optional.of(new EventBatch(happened.index(), events));
                }
            }
        }

        private @Nullable Happened take(long end) throws EventsLostException, InterruptedException {
            lock.lockInterruptibly();
            try {
                while (true) {
                    check();
                    if (place < count) {
                        return at(place++);
                    }
                    long left = end - System.nanoTime();
                    if (left <= 0) {
                        return null;
                    }
                    appended.awaitNanos(left);
                }
            } finally {
                lock.unlock();
            }
        }

        private void check() throws EventsLostException {
            if (closed) {
                throw new EventsLostException("the subscription was closed");
            }
            if (place < forgotten) {
                throw new EventsLostException(forgottenBecause);
            }
            if (place < oldest()) {
                throw new EventsLostException("the subscriber was too slow: " + (oldest() - place)
                        + " changes that it has not read are not kept any more; " + ring.length + " are kept");
            }
        }

        @Override
        public void close() {
            lock.lock();
            try {
                closed = true;
                appended.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
