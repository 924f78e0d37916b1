package dev.drover.state.snapshot;

import java.io.IOException;

/** A snapshot that cannot be used; the message says what is wrong with it. */
public final class SnapshotException extends IOException {
    private static final long serialVersionUID = 1L;

    SnapshotException(String message) {
        super(message);
    }

    SnapshotException(String message, Throwable cause) {
        super(message, cause);
    }
}
