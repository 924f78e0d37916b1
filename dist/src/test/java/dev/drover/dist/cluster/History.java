package dev.drover.dist.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.dist.cluster.Operation.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Takes down what clients do and are told, to be checked afterwards. */
final class History {
    private final List<Operation> operations = new ArrayList<>();

    /** How a call ended. */
    enum Outcome {
        DONE,
        /** It certainly had no effect. */
        REFUSED,
        /** Nobody knows whether it had an effect. */
        UNKNOWN
    }

    /** A call that can fail. */
    @FunctionalInterface
    interface Call {
        Outcome run();
    }

    /** What a reader was told. */
    record Seen(boolean answered, @Nullable String value) {}

    /** A reader. */
    @FunctionalInterface
    interface Reader {
        Seen read();
    }

    /** Writes a value and takes it down. */
    Outcome write(String client, String key, String value, Call call) {
        long called = System.nanoTime();
        Outcome outcome = call.run();
        long returned = System.nanoTime();
        if (outcome != Outcome.REFUSED) {
            add(new Operation(
                    client,
                    key,
                    new Action.Write(value),
                    called,
                    outcome == Outcome.DONE ? OptionalLong.of(returned) : OptionalLong.empty()));
        }
        return outcome;
    }

    /** Reads a value and takes it down, if there was an answer. */
    Seen read(String client, String key, Reader reader) {
        long called = System.nanoTime();
        Seen seen = reader.read();
        if (seen.answered()) {
            add(new Operation(client, key, new Action.Read(seen.value()), called, OptionalLong.of(System.nanoTime())));
        }
        return seen;
    }

    private synchronized void add(Operation operation) {
        operations.add(operation);
    }

    synchronized List<Operation> operations() {
        return List.copyOf(operations);
    }

    /** Fails with the place and the operations when the history is not linearizable. */
    void check() {
        assertThat(LinearizabilityChecker.check(operations()))
                .as(
                        "what went wrong in a history of %s operations",
                        operations().size())
                .isEmpty();
    }
}
