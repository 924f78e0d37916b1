package dev.drover.rpc;

import java.io.IOException;

/** The other side sent what no side of a link may send; the link cannot go on. */
final class ProtocolException extends IOException {
    private static final long serialVersionUID = 1L;

    ProtocolException(String message) {
        super(message);
    }
}
