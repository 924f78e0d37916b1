package dev.drover.raft;

/** How far the machine has got, for those who wait for it. */
final class AppliedIndex {
    private volatile long index = -1;
    private volatile int waiting;

    long get() {
        return index;
    }

    void advance(long to) {
        index = to;
        if (waiting > 0) {
            synchronized (this) {
                notifyAll();
            }
        }
    }

    boolean await(long wanted, long deadlineNanos) throws InterruptedException {
        if (index >= wanted) {
            return true;
        }
        synchronized (this) {
            waiting++;
            try {
                while (index < wanted) {
                    long left = deadlineNanos - System.nanoTime();
                    if (left <= 0) {
                        return false;
                    }
                    wait(left / 1_000_000, (int) (left % 1_000_000));
                }
                return true;
            } finally {
                waiting--;
            }
        }
    }
}
