package dev.drover.sdk;

import org.jspecify.annotations.Nullable;

/** A call to an agent that brought no value: the agent refused ({@link ApiException}) or could not be spoken to ({@link UnreachableException}). */
public abstract sealed class DroverException extends RuntimeException permits ApiException, UnreachableException {
    private static final long serialVersionUID = 1L;

    private final String explanation;

    DroverException(String message, @Nullable Throwable cause) {
        super(message, cause);
        this.explanation = message;
    }

    /** What happened, for people. */
    public final String explanation() {
        return explanation;
    }
}
