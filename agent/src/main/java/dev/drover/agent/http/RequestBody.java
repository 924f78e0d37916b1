package dev.drover.agent.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The body of a request: whole within a limit, or as it comes. */
public final class RequestBody {
    /** Larger bodies are refused where they are read whole; a job with its submission is far below. */
    static final int MAX_BYTES = 20 * 1024 * 1024;

    private final Exchange exchange;

    public RequestBody(Exchange exchange) {
        this.exchange = exchange;
    }

    /** The body as it comes, of any length; to be read once. */
    public InputStream stream() {
        return exchange.body();
    }

    /**
     * The whole body.
     *
     * @throws HttpException 413 when it is too large
     */
    public byte[] bytes() {
        if (announced() > MAX_BYTES) {
            // Known before a byte of it has come, so that the caller need not send it.
            throw tooLarge();
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (InputStream in = exchange.body()) {
            byte[] buffer = new byte[16 * 1024];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                body.write(buffer, 0, count);
                if (body.size() > MAX_BYTES) {
                    throw tooLarge();
                }
            }
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        return body.toByteArray();
    }

    private long announced() {
        try {
            return Long.parseLong(exchange.head().header("content-length"));
        } catch (NumberFormatException notAnnounced) {
            return 0;
        }
    }

    private static HttpException tooLarge() {
        return new HttpException(413, "Request body is larger than " + MAX_BYTES + " bytes");
    }
}
