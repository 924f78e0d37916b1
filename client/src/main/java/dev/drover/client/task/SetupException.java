package dev.drover.client.task;

/** A task could not be prepared. The message is shown as its event. */
final class SetupException extends Exception {
    private static final long serialVersionUID = 1L;

    SetupException(String message) {
        super(message);
    }
}
