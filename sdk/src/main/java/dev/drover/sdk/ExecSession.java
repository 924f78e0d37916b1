package dev.drover.sdk;

import dev.drover.model.api.ExecBytes;
import dev.drover.model.api.ExecInput;
import dev.drover.model.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A command that runs inside a task, for as long as this is open. Like those of a {@link Process}, both outputs have to be read, each by
 * one thread, or the command waits.
 *
 * <pre>{@code
 * ExecRequest request = new ExecRequest("web", List.of("cat", "/etc/hostname"), false);
 * try (ExecSession session = client.allocations().exec(id, request, Query.NONE)) {
 *     session.stdin().close();
 *     session.stdout().transferTo(System.out);
 *     int exitCode = session.await();
 * }
 * }</pre>
 */
public final class ExecSession implements AutoCloseable {
    /** How often the agent is told that somebody is still there. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    private static final Duration FAREWELL_LIMIT = Duration.ofSeconds(1);
    private static final int PIECE_BYTES = 16 * 1024;

    private final WebSocket socket;
    private final ExecMessages messages;

    /** A WebSocket takes one message at a time. */
    private final ReentrantLock sending = new ReentrantLock();

    private final OutputStream stdin = new Input();
    private final Thread heartbeat;

    ExecSession(WebSocket socket, ExecMessages messages) {
        this.socket = socket;
        this.messages = messages;
        this.heartbeat = Thread.ofVirtual().name("exec-heartbeat").start(this::beat);
    }

    /** What the command reads. Closing it is the end of its input. */
    public OutputStream stdin() {
        return stdin;
    }

    public InputStream stdout() {
        return messages.stdout();
    }

    /** Empty when there is a terminal. */
    public InputStream stderr() {
        return messages.stderr();
    }

    /**
     * Tells the terminal its size in characters; nothing happens without a terminal.
     *
     * @throws IOException when the connection is lost
     */
    public void resize(int rows, int columns) throws IOException {
        send(ExecInput.of(new ExecInput.TerminalSize(rows, columns)));
    }

    /**
     * Waits for the end of the command.
     *
     * @return its exit code; 128 + signal when a signal ended it
     * @throws ApiException when it could not be run, with what the agent says; 500 for its own faults, 400 for others
     * @throws UnreachableException when the connection was lost before the command ended
     */
    public int await() throws InterruptedException {
        return messages.awaitExit();
    }

    private void send(ExecInput message) throws IOException {
        sending.lock();
        try {
            socket.sendText(new String(Json.writeBytes(message), StandardCharsets.UTF_8), true)
                    .join();
        } catch (CompletionException fault) {
            throw new IOException("the command gets no input any more: " + fault.getCause(), fault);
        } finally {
            sending.unlock();
        }
    }

    private void beat() {
        try {
            while (true) {
                Thread.sleep(HEARTBEAT);
                send(ExecInput.HEARTBEAT);
            }
        } catch (InterruptedException | IOException over) {
            // The session has ended.
            return;
        }
    }

    /** Ends the command when it still runs, with all that it has started. */
    @Override
    public void close() {
        heartbeat.interrupt();
        messages.abandon();
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "")
                .orTimeout(FAREWELL_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(alreadyClosed -> socket)
                .join();
        socket.abort();
    }

    private final class Input extends OutputStream {
        private boolean closed;

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            for (int done = 0; done < length; done += PIECE_BYTES) {
                int count = Math.min(PIECE_BYTES, length - done);
                byte[] piece = new byte[count];
                System.arraycopy(bytes, offset + done, piece, 0, count);
                send(ExecInput.of(ExecBytes.of(piece, count)));
            }
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                send(ExecInput.of(ExecBytes.END));
            }
        }
    }
}
