package dev.drover.network;

/** A network could not be made or taken away. The message is shown to the user as an event of the tasks. */
public final class NetworkException extends Exception {
    private static final long serialVersionUID = 1L;

    public NetworkException(String message) {
        super(message);
    }
}
