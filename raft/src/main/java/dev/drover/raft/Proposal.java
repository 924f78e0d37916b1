package dev.drover.raft;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A command on its way, and the place where its proposer waits. */
final class Proposal {
    private final byte[] command;
    private final CompletableFuture<Object> outcome = new CompletableFuture<>();

    Proposal(byte[] command) {
        this.command = command;
    }

    byte[] command() {
        return command;
    }

    void applied(Object result) {
        outcome.complete(result);
    }

    void failed(RaftException reason) {
        outcome.completeExceptionally(reason);
    }

    Object await(Duration limit) throws InterruptedException {
        try {
            return outcome.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            throw new RaftException.OutcomeUnknown("the command was not agreed on within " + limit.toSeconds() + " s");
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof RaftException reason) {
                throw reason;
            }
            throw new IllegalStateException(failure);
        }
    }
}
