package dev.drover.raft;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Shares a question among those who ask at the same time. A question that is under way already does not serve a new caller, since its
 * answer may be from before the call; all that come while it is under way share the next one.
 */
final class Rounds<T> {
    private final Callable<T> question;
    private boolean running;
    private @Nullable CompletableFuture<T> next;

    Rounds(Callable<T> question) {
        this.question = question;
    }

    /**
     * The answer to a question that was asked after the call.
     *
     * @throws TimeoutException when there was none until the deadline, in the time of {@link System#nanoTime}
     */
    T ask(long deadlineNanos) throws InterruptedException, TimeoutException {
        try {
            return join().get(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof RaftException reason) {
                throw reason;
            }
            throw new RaftException.Unavailable(String.valueOf(failure.getCause()));
        }
    }

    private synchronized CompletableFuture<T> join() {
        CompletableFuture<T> round = next;
        if (round == null) {
            round = new CompletableFuture<>();
            next = round;
            if (!running) {
                startNext();
            }
        }
        return round;
    }

    private synchronized void startNext() {
        CompletableFuture<T> round = next;
        next = null;
        running = round != null;
        if (round != null) {
            Thread.startVirtualThread(() -> run(round));
        }
    }

    private void run(CompletableFuture<T> round) {
        try {
            round.complete(question.call());
        } catch (Exception fault) {
            round.completeExceptionally(fault);
        } finally {
            startNext();
        }
    }
}
