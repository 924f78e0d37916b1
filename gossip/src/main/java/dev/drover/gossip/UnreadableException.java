package dev.drover.gossip;

import java.io.IOException;

/** An envelope cannot be opened; the message says what to do. */
final class UnreadableException extends IOException {
    private static final long serialVersionUID = 1L;

    UnreadableException(String message) {
        super(message);
    }
}
