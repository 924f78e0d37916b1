package dev.drover.server.log;

import dev.drover.state.State;
import dev.drover.state.StateStore;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets readers wait until the state of this server has come as far as something they know of. */
public final class AppliedIndex implements Applied.Listener {
    private final StateStore store;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition advanced = lock.newCondition();

    public AppliedIndex(StateStore store) {
        this.store = store;
    }

    @Override
    public void applied(Applied applied) {
        wake();
    }

    @Override
    public void restored(State state) {
        wake();
    }

    private void wake() {
        lock.lock();
        try {
            advanced.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for the index.
     *
     * @return whether the state has reached it within the time
     */
    public boolean await(long index, Duration maxWait) throws InterruptedException {
        if (store.snapshot().index() >= index) {
            return true;
        }
        lock.lockInterruptibly();
        try {
            long left = maxWait.toNanos();
            while (store.snapshot().index() < index && left > 0) {
                left = advanced.awaitNanos(left);
            }
            return store.snapshot().index() >= index;
        } finally {
            lock.unlock();
        }
    }
}
