package dev.drover.agent.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a route says. */
public sealed interface Answer {

    /**
     * A value as JSON.
     *
     * @param value a record, list or map; null is written as {@code null}
     * @param index the state's index for blocking queries, or 0 for none
     */
    record Value(int status, @Nullable Object value, long index, Map<String, String> headers) implements Answer {
        public Value header(String name, String text) {
            return new Value(status, value, index, Map.of(name, text));
        }
    }

    /** A text. */
    record Text(int status, String contentType, String text) implements Answer {}

    /** Nothing but a status. */
    record Empty(int status, long index, Map<String, String> headers) implements Answer {}

    /** Bytes that are written as they come, until the writer is done or the client goes away. */
    record Stream(String contentType, Map<String, String> headers, Body body) implements Answer {
        public Stream(String contentType, Body body) {
            this(contentType, Map.of(), body);
        }

        /** Writes the body; flushing sends what is there. */
        @FunctionalInterface
        public interface Body {
            void write(OutputStream out) throws IOException, InterruptedException;
        }
    }

    static Value of(@Nullable Object value) {
        return new Value(200, value, 0, Map.of());
    }

    static Value of(@Nullable Object value, long index) {
        return new Value(200, value, index, Map.of());
    }

    static Text text(String text) {
        return new Text(200, "text/plain; charset=utf-8", text);
    }

    static Empty done() {
        return new Empty(200, 0, Map.of());
    }

    static Empty done(long index) {
        return new Empty(200, index, Map.of());
    }

    static Empty redirect(String location) {
        return new Empty(307, 0, Map.of("Location", location));
    }
}
