package dev.drover.rpc;

import org.jspecify.annotations.Nullable;

/** The thread that serves the other side, which is interrupted when nobody waits for its work any more, and never after it. */
final class Errand {
    private @Nullable Thread thread;
    private boolean over;

    synchronized void start(String name, Runnable work) {
        if (!over) {
            thread = Thread.ofVirtual().name(name).start(work);
        }
    }

    synchronized boolean started() {
        return thread != null;
    }

    synchronized void cancel() {
        if (!over && thread != null) {
            thread.interrupt();
        }
        over = true;
    }

    /** To be called by the thread itself. */
    synchronized void finish() {
        over = true;
        // An errand that was given up may have left this behind.
        Thread.interrupted();
    }
}
