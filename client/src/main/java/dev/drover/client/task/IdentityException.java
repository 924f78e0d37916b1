package dev.drover.client.task;

/** The servers have signed no identities for a task. */
final class IdentityException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean recoverable;

    IdentityException(String message, boolean recoverable) {
        super(message);
        this.recoverable = recoverable;
    }

    /** Whether it may come right when it is tried again. */
    boolean recoverable() {
        return recoverable;
    }
}
