package dev.drover.keeper;

import java.io.IOException;

/** The connection to the keeper ended before the answer came. */
final class KeeperGoneException extends IOException {
    private static final long serialVersionUID = 1L;

    KeeperGoneException(String message) {
        super(message);
    }
}
