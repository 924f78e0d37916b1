package dev.drover.server.log;

import dev.drover.server.ServerException;
import dev.drover.state.State;
import dev.drover.state.StateMachine;
import dev.drover.state.StateStore;
import dev.drover.state.command.Command;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A log that forgets: one thread applies what is proposed, in batches of whatever waits. A replicated log has the same shape
 * with a round trip per batch instead of none.
 */
public final class MemoryLog implements Log {
    /** How many proposals may wait; further proposers wait before the queue. */
    private static final int QUEUE_LIMIT = 10_000;

    private static final long ONLY_TERM = 1;
    private static final int BATCH_LIMIT = 1_000;
    private static final Logger LOG = System.getLogger(MemoryLog.class.getName());

    private final StateStore store;
    private final Applied.Listener listener;
    private final BlockingQueue<Proposal> queue = new ArrayBlockingQueue<>(QUEUE_LIMIT);
    private final Thread thread;
    private volatile boolean closed;

    public MemoryLog(StateStore store, Applied.Listener listener, LeadershipListener leadership) {
        this.store = store;
        this.listener = listener;
        leadership.leading(ONLY_TERM);
        this.thread = Thread.ofPlatform().daemon().name("server-apply").start(this::run);
    }

    @Override
    public long propose(Command command) {
        Proposal proposal = new Proposal(command);
        try {
            if (closed) {
                throw ServerException.failed("the server is stopping");
            }
            queue.put(proposal);
            if (closed && queue.remove(proposal)) {
                throw ServerException.failed("the server is stopping");
            }
            return proposal.await();
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw ServerException.failed("interrupted while a change was waiting for the log");
        }
    }

    /** There is nobody else who could lead. */
    @Override
    public long proposeAsLeader(Command command, long term) {
        return propose(command);
    }

    /** What is acknowledged has been applied here, for there is nobody else. */
    @Override
    public void awaitFresh(Duration maxWait) {
        if (closed) {
            throw ServerException.failed("the server is stopping");
        }
    }

    private void run() {
        List<Proposal> batch = new ArrayList<>();
        try {
            while (!closed) {
                batch.add(queue.take());
                queue.drainTo(batch, BATCH_LIMIT);
                batch.forEach(this::apply);
                batch.forEach(Proposal::release);
                batch.clear();
            }
        } catch (InterruptedException interruption) {
            LOG.log(Level.DEBUG, "the log was closed");
        } finally {
            closed = true;
            queue.drainTo(batch);
            batch.forEach(Proposal::release);
        }
    }

    private void apply(Proposal proposal) {
        try {
            State before = store.snapshot();
            proposal.refusal = StateMachine.refusal(before, proposal.command).orElse(null);
            long index = before.index() + 1;
            State after = store.apply(index, proposal.command);
            listener.applied(new Applied(before, after, proposal.command));
            proposal.index = index;
        } catch (RuntimeException bug) {
            LOG.log(Level.ERROR, "applying " + proposal.command.getClass().getName() + " failed", bug);
            proposal.failure = bug;
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    /** A command and the proposer that waits for it. */
    private static final class Proposal {
        private final Command command;
        private final CountDownLatch done = new CountDownLatch(1);
        private volatile long index;
        private volatile @Nullable RuntimeException failure;
        private volatile @Nullable String refusal;

        Proposal(Command command) {
            this.command = command;
        }

        void release() {
            done.countDown();
        }

        long await() throws InterruptedException {
            done.await();
            if (failure != null) {
                throw new IllegalStateException("applying a command failed", failure);
            }
            if (index == 0) {
                throw ServerException.failed("the server is stopping");
            }
            if (refusal != null) {
                throw ServerException.conflict(refusal);
            }
            return index;
        }
    }
}
