package dev.drover.rpc;

import java.io.IOException;

/** The other side could not be reached, or was lost while it had our request. */
public final class LinkException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean sent;

    /**
     * A failure.
     *
     * @param sent whether the request may have been carried out; when false it may be sent elsewhere without thinking
     */
    public LinkException(String message, boolean sent) {
        super(message);
        this.sent = sent;
    }

    public boolean sent() {
        return sent;
    }
}
