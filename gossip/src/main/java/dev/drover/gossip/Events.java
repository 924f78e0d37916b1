package dev.drover.gossip;

import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tells the listener of changes, one after the other on a thread of its own. A slow listener misses what lies between: changes of the
 * same member that wait become one, so that never more wait than there are members.
 */
final class Events implements AutoCloseable {
    /** After is empty when the member was forgotten. */
    private record Event(String name, Optional<Member> before, Optional<Member> after) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition added = lock.newCondition();
    private final Queue<Event> waiting = new ArrayDeque<>();
    private final Gossip.Listener listener;
    private final Thread thread;

    Events(Gossip.Listener listener) {
        this.listener = listener;
        thread = Thread.ofVirtual().name("gossip-events").start(this::run);
    }

    void changed(Optional<Member> before, Member after) {
        add(new Event(after.name(), before, Optional.of(after)));
    }

    void forgotten(Member last) {
        add(new Event(last.name(), Optional.of(last), Optional.empty()));
    }

    private void add(Event event) {
        lock.lock();
        try {
            Optional<Event> earlier = waiting.stream()
                    .filter(other -> other.name().equals(event.name()))
                    .findFirst();
            Optional<Member> before = event.before();
            if (earlier.isPresent()) {
                waiting.remove(earlier.get());
                before = earlier.get().before();
            }
            waiting.add(new Event(event.name(), before, event.after()));
            added.signal();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            while (true) {
                tell(next());
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private Event next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            Event event = waiting.poll();
            while (event == null) {
                added.await();
                event = waiting.poll();
            }
            return event;
        } finally {
            lock.unlock();
        }
    }

    private void tell(Event event) {
        try {
            if (event.after().isPresent()) {
                listener.changed(event.before(), event.after().get());
            } else {
                event.before().ifPresent(listener::forgotten);
            }
        } catch (RuntimeException fault) {
            System.getLogger(Gossip.class.getName())
                    .log(Level.ERROR, "a listener failed at a change of " + event.name(), fault);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
