package dev.drover.server.eval;

import dev.drover.server.ServerException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** One thread that asks for evaluations wherever the leader is, and has each of them worked on. */
final class Worker {
    private static final Logger LOG = System.getLogger(Worker.class.getName());

    /** How long to wait at one leader for an evaluation before looking again who leads. */
    private static final Duration POLL = Duration.ofSeconds(1);

    private final WorkSources sources;
    private final Set<String> types;
    private final Work work;
    private final Thread thread;
    private final Backoff backoff = new Backoff();
    private boolean looking;
    private volatile boolean closed;

    /** What is done with an evaluation. */
    @FunctionalInterface
    interface Work {
        void on(WorkSource source, Delivery delivery) throws InterruptedException;
    }

    Worker(String name, WorkSources sources, Set<String> types, Work work) {
        this.sources = sources;
        this.types = types;
        this.work = work;
        this.thread = Thread.ofVirtual().name(name).start(this::run);
    }

    private record Found(WorkSource source, Delivery delivery) {}

    private void run() {
        while (!closed) {
            try {
                Optional<Found> found = look();
                if (found.isPresent()) {
                    work.on(found.get().source(), found.get().delivery());
                }
            } catch (RuntimeException bug) {
                LOG.log(Level.ERROR, "a scheduler worker goes on after a failure", bug);
                pauseAfterFailure();
            } catch (InterruptedException interruption) {
                LOG.log(Level.DEBUG, "a scheduler worker looks for another leader, or ends");
            }
        }
    }

    /** What fails at once would fill the disk with its messages. */
    private void pauseAfterFailure() {
        try {
            backoff.failed();
        } catch (InterruptedException interruption) {
            LOG.log(Level.DEBUG, "a scheduler worker looks for another leader, or ends");
        }
    }

    private Optional<Found> look() throws InterruptedException {
        setLooking(true);
        try {
            WorkSource source = sources.present();
            Optional<Found> found = source.dequeue(types, POLL).map(delivery -> new Found(source, delivery));
            backoff.succeeded();
            return found;
        } catch (ServerException unavailable) {
            LOG.log(Level.DEBUG, "no evaluations to be had: {0}", unavailable.text());
            backoff.failed();
            return Optional.empty();
        } catch (RuntimeException bug) {
            LOG.log(Level.ERROR, "a scheduler worker could not ask for work", bug);
            backoff.failed();
            return Optional.empty();
        } finally {
            setLooking(false);
        }
    }

    /** An interruption that was meant for the looking has no meaning afterwards. */
    private synchronized void setLooking(boolean value) {
        looking = value;
        boolean late = Thread.interrupted();
        if (late) {
            LOG.log(Level.DEBUG, "a scheduler worker had found work already");
        }
    }

    /** Somebody else leads now: what is waited for at the old place will not come. */
    synchronized void lookAgain() {
        if (looking) {
            thread.interrupt();
        }
    }

    /** Ends once the evaluation at hand is done. */
    void retire() {
        closed = true;
        lookAgain();
    }

    String name() {
        return thread.getName();
    }

    synchronized boolean busy() {
        return !looking;
    }

    void close() {
        closed = true;
        thread.interrupt();
    }
}
