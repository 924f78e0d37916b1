package dev.drover.sdk;

import java.io.IOException;

/** No agent answers at the address, or the connection to it broke. */
public final class UnreachableException extends DroverException {
    private static final long serialVersionUID = 1L;

    private final String address;
    private final boolean connected;

    UnreachableException(String address, boolean connected, IOException cause) {
        super(
                (connected ? "the connection to " + address + " broke: " : "no agent answers at " + address + ": ")
                        + reason(cause),
                cause);
        this.address = address;
        this.connected = connected;
    }

    private static String reason(IOException cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    public String address() {
        return address;
    }

    /** True when the agent was reached first and lost later, so that a write may have taken effect. */
    public boolean connected() {
        return connected;
    }
}
