package dev.drover.driver;

/** A task could not be started, found or signalled. The message is shown to the user as the task's event. */
public final class DriverException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean recoverable;

    /** A fault that another try will not mend, such as a wrong configuration. */
    public DriverException(String message) {
        this(message, false);
    }

    /**
     * A fault with the advice whether to try again.
     *
     * @param recoverable true when the restart policy may try again
     */
    public DriverException(String message, boolean recoverable) {
        super(message);
        this.recoverable = recoverable;
    }

    public boolean recoverable() {
        return recoverable;
    }
}
