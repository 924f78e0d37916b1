package dev.drover.sdk;

import dev.drover.model.api.ExecBytes;
import dev.drover.model.api.ExecOutput;
import dev.drover.model.wire.Json;
import dev.drover.model.wire.WireException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** What comes from a command, sorted into its two outputs and its end. */
final class ExecMessages implements WebSocket.Listener {
    private static final int INTERNAL_ERROR = 1011;

    /** Pieces of an output that wait for a reader; beyond it nothing more is taken from the connection. */
    private static final int WAITING_PIECES = 64;

    private final String address;
    private final Pieces stdout = new Pieces();
    private final Pieces stderr = new Pieces();
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    private final StringBuilder gathered = new StringBuilder();

    ExecMessages(String address) {
        this.address = address;
    }

    InputStream stdout() {
        return stdout;
    }

    InputStream stderr() {
        return stderr;
    }

    int awaitExit() throws InterruptedException {
        try {
            return exit.get();
        } catch (ExecutionException fault) {
            throw (DroverException) Objects.requireNonNull(fault.getCause());
        }
    }

    /** Nobody reads any more. */
    void abandon() {
        stdout.abandon();
        stderr.abandon();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
        gathered.append(text);
        if (last) {
            byte[] message = gathered.toString().getBytes(StandardCharsets.UTF_8);
            gathered.setLength(0);
            try {
                take(Json.read(ExecOutput.class, message));
            } catch (WireException | IllegalArgumentException fault) {
                fail(new UnreachableException(address, true, new IOException("not understood: " + fault.getMessage())));
            }
        }
        socket.request(1);
        return null;
    }

    private void take(ExecOutput message) {
        pass(message.stdout(), stdout);
        pass(message.stderr(), stderr);
        if (message.exited()) {
            exit.complete(message.result() == null ? 0 : message.result().exitCode());
        }
    }

    private static void pass(@Nullable ExecBytes bytes, Pieces to) {
        if (bytes != null && bytes.data() != null) {
            to.add(bytes.bytes());
        }
        if (bytes != null && bytes.close()) {
            to.end();
        }
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        fail(
                code == WebSocket.NORMAL_CLOSURE
                        ? new UnreachableException(
                                address, true, new IOException("it was closed before the command ended"))
                        : new ApiException(status(code, reason), reason));
        return null;
    }

    /** The end of a WebSocket has fewer codes than HTTP has statuses. */
    private static int status(int code, String reason) {
        if (code == INTERNAL_ERROR) {
            return 500;
        }
        return reason.startsWith("Permission denied") ? 403 : 400;
    }

    @Override
    public void onError(WebSocket socket, Throwable fault) {
        fail(new UnreachableException(address, true, new IOException(String.valueOf(fault.getMessage()), fault)));
    }

    /** Counts only when the command has not ended before. */
    private void fail(DroverException reason) {
        exit.completeExceptionally(reason);
        stdout.end();
        stderr.end();
    }

    /** An output, as pieces that come on one thread and are read on another. */
    private static final class Pieces extends InputStream {
        private static final byte[] END = {};

        private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(WAITING_PIECES);
        private volatile boolean abandoned;
        private byte[] current = {};
        private int position;
        private boolean atEnd;

        void add(byte[] piece) {
            try {
                if (!abandoned && piece.length > 0) {
                    waiting.put(piece);
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }

        void end() {
            try {
                if (!abandoned) {
                    waiting.put(END);
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }

        void abandon() {
            abandoned = true;
            waiting.clear();
            // For a reader that waits.
            waiting.offer(END);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, into.length);
            if (position == current.length && !atEnd && length > 0) {
                receive();
            }
            if (atEnd || length == 0) {
                return atEnd ? -1 : 0;
            }
            int count = Math.min(length, current.length - position);
            System.arraycopy(current, position, into, offset, count);
            position += count;
            return count;
        }

        private void receive() throws IOException {
            try {
                current = waiting.take();
                position = 0;
                atEnd = current.length == 0;
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while reading what a command writes");
            }
        }
    }
}
