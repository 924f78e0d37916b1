package dev.drover.agent.http;

import org.jspecify.annotations.Nullable;

/** A request that is answered with an error: a status and a plain text for the caller. */
public final class HttpException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    public HttpException(int status, @Nullable String message) {
        super(message);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
