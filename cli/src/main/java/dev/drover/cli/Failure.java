package dev.drover.cli;

/** A command that cannot go on. The message is all that the user sees of it. */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Failure(String message) {
        super(message);
    }
}
