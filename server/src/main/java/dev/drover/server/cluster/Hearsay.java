package dev.drover.server.cluster;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Who leads according to others, for a server that takes no part in its group for now, as one whose disk is full. Asked once in a
 * while, however many requests wait for a leader: at each election all servers are in this place for a moment.
 */
final class Hearsay {
    /** For how long an answer is as good as a new one. */
    static final Duration LIFETIME = Duration.ofMillis(200);

    /** Asks all others and takes the first that knows. */
    @FunctionalInterface
    interface Question {
        Optional<String> ask() throws InterruptedException;
    }

    private final Question question;
    private final LongSupplier nanoTime;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile Answer last;

    private record Answer(Optional<String> address, long time) {}

    Hearsay(Question question, LongSupplier nanoTime) {
        this.question = question;
        this.nanoTime = nanoTime;
        this.last = new Answer(Optional.empty(), nanoTime.getAsLong() - LIFETIME.toNanos());
    }

    /** The address of the leader's RPC. While somebody else asks, what was said last. */
    Optional<String> leader() throws InterruptedException {
        if (nanoTime.getAsLong() - last.time() >= LIFETIME.toNanos() && asking.tryLock()) {
            try {
                last = new Answer(question.ask(), nanoTime.getAsLong());
            } finally {
                asking.unlock();
            }
        }
        return last.address();
    }
}
