package dev.drover.sdk;

import dev.drover.model.event.Events;
import dev.drover.model.wire.Json;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * What happens in the cluster, as it happens. Signs of life that agents send in between are not shown. In a loop over the stream a
 * connection that breaks is an {@link UncheckedIOException}.
 */
public final class EventStream implements AutoCloseable, Iterable<Events> {
    /** One command may change many records; a line beyond this is no event stream. */
    private static final int MAX_LINE_BYTES = 256 * 1024 * 1024;

    private final InputStream in;

    EventStream(InputStream in) {
        this.in = new BufferedInputStream(in, 64 * 1024);
    }

    /**
     * Waits for what happens next.
     *
     * @return nothing when the agent has ended the stream, which it also does with readers that are too slow; a new stream from
     *     the last index on shows what was missed, as far as the agent still knows it
     * @throws IOException when the connection breaks or this stream was closed
     */
    public Optional<Events> next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int read = in.read(); read >= 0; read = in.read()) {
            if (read != '\n') {
                line.write(read);
                if (line.size() > MAX_LINE_BYTES) {
                    throw new IOException("the agent sent a line larger than " + MAX_LINE_BYTES + " bytes");
                }
            } else if (line.size() > "{}".length()) {
                return Optional.of(Json.read(Events.class, line.toByteArray()));
            } else {
                line.reset();
            }
        }
        return Optional.empty();
    }

    /** As {@link #next}, for loops. What one iterator has shown, another one of this stream does not. */
    @Override
    public Iterator<Events> iterator() {
        return new Iterator<>() {
            private Optional<Events> ahead = Optional.empty();

            @Override
            public boolean hasNext() {
                if (ahead.isEmpty()) {
                    try {
                        ahead = EventStream.this.next();
                    } catch (IOException fault) {
                        throw new UncheckedIOException("the event stream broke: " + fault.getMessage(), fault);
                    }
                }
                return ahead.isPresent();
            }

            @Override
            public Events next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("the agent has ended the event stream");
                }
                Events events = ahead.orElseThrow();
                ahead = Optional.empty();
                return events;
            }
        };
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
