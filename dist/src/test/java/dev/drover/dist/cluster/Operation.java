package dev.drover.dist.cluster;

import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One operation of a history, from its call to its return.
 *
 * @param client who called, for reports
 * @param called nanoseconds on a clock that all operations share
 * @param returned when the answer was there; empty while nobody knows whether the operation took effect
 */
record Operation(String client, String key, Action action, long called, OptionalLong returned) {
    /** What was done to a register; null is the value of one that was never written. */
    sealed interface Action {
        /** Sets the value. */
        record Write(String value) implements Action {}

        /** Has seen the value. */
        record Read(@Nullable String value) implements Action {}

        /** Sets the value if it was the expected one; the answer said whether it was. */
        record CompareAndSet(@Nullable String expected, String next, boolean succeeded) implements Action {}
    }

    boolean isKnown() {
        return returned.isPresent();
    }

    /** The end, or a time after all others. */
    long end() {
        return returned.orElse(Long.MAX_VALUE);
    }

    /** A register's value. */
    record Register(@Nullable String value) {}

    /** The register after the operation; empty when its answer could not have been given then. */
    Optional<Register> apply(Register before) {
        return switch (action) {
            case Action.Write(String value) -> Optional.of(new Register(value));
            case Action.Read(String value) ->
                new Register(value).equals(before) ? Optional.of(before) : Optional.empty();
            case Action.CompareAndSet(String expected, String next, boolean succeeded) -> {
                boolean matches = new Register(expected).equals(before);
                // Without an answer it may have found either.
                if (!isKnown()) {
                    yield Optional.of(matches ? new Register(next) : before);
                }
                yield matches == succeeded ? Optional.of(succeeded ? new Register(next) : before) : Optional.empty();
            }
        };
    }

    @Override
    public String toString() {
        String what = switch (action) {
            case Action.Write(String value) -> "writes " + value;
            case Action.Read(String value) -> "reads " + value;
            case Action.CompareAndSet(String expected, String next, boolean succeeded) ->
                "sets " + next + " if " + expected + (succeeded ? " (done)" : " (refused)");
        };
        return client + " " + what + " of " + key + " from " + called + " to "
                + (isKnown() ? returned.getAsLong() : "?");
    }
}
