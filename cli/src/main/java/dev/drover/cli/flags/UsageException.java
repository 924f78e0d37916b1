package dev.drover.cli.flags;

/** Words that the command does not understand. The message says which, and what was meant perhaps. */
public final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    public UsageException(String message) {
        super(message);
    }
}
