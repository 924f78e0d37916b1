package dev.drover.gossip;

import java.io.IOException;

/** Bytes that are no message of ours. */
final class MalformedException extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedException(String message) {
        super(message);
    }
}
