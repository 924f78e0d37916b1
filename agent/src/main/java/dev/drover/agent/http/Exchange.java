package dev.drover.agent.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/** One request with the place for its answer, whether it came to the listener or over a link from another agent. */
public interface Exchange {
    RequestHead head();

    /** Address and port of whoever asks, or an empty text when another agent has passed the request on. */
    default String remote() {
        return "";
    }

    /** The body as it comes; to be read once. */
    InputStream body();

    /**
     * Sends status and headers; once. Closing the stream completes the answer, so what broke off in the middle is left open.
     *
     * @throws IOException when the caller is gone
     */
    OutputStream answer(int status, Map<String, String> headers) throws IOException;

    /** Sees to it that an exchange gets its answer; may block, since every request has a virtual thread. */
    @FunctionalInterface
    interface Handler {
        /**
         * Answers, faults included.
         *
         * @throws IOException when the answer broke off; the caller gets to know that it is not complete
         */
        void handle(Exchange exchange) throws IOException, InterruptedException;

        /** Whether a request that asks for a WebSocket gets one; others are answered as if they had not asked. */
        default boolean converses(RequestHead head) {
            return false;
        }

        /**
         * Refuses, with an answer, a request for a WebSocket whose caller may not have one; true when it has. A caller that has not said yet who
         * it is, is refused later.
         *
         * @throws IOException when the answer broke off
         */
        default boolean refuses(Exchange exchange) throws IOException, InterruptedException {
            return false;
        }
    }
}
