package dev.drover.agent.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/**
 * A conversation over a WebSocket as an exchange: the body is made of the messages that come, the answer of those that go ({@link Messages}).
 * An answer that is an error ends the conversation with its text as the reason.
 */
final class WebSocketExchange implements Exchange {
    private static final int NORMAL = 1000;
    static final int POLICY_VIOLATION = 1008;
    static final int INTERNAL_ERROR = 1011;

    /** What the protocol leaves for the reason of an end. */
    private static final int MAX_REASON_BYTES = 123;

    private final Session session;
    private final RequestHead asked;
    private volatile String token = "";

    /** Holds one message at most, since the next one is asked for once this one is read; empty at the end. */
    private final BlockingQueue<Optional<byte[]>> inbox = new LinkedBlockingQueue<>();

    WebSocketExchange(Session session, RequestHead head) {
        this.session = session;
        this.asked = head;
    }

    /** The caller has said who it is in a message, since it could not in a header. */
    void identified(String secret) {
        token = secret;
    }

    void received(byte[] message) {
        inbox.add(Optional.of(message));
    }

    void ended() {
        inbox.add(Optional.empty());
    }

    /** The next message, or nothing when none comes in time or no more come. */
    Optional<byte[]> next(Duration limit) throws InterruptedException {
        session.demand();
        Optional<byte[]> message = inbox.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
        return message == null ? Optional.empty() : message;
    }

    @Override
    public RequestHead head() {
        Map<String, String> headers = new TreeMap<>(asked.headers());
        // Messages are not compressed.
        headers.remove("accept-encoding");
        if (!token.isEmpty()) {
            headers.put("x-nomad-token", token);
        }
        return new RequestHead(Messages.METHOD, asked.target(), asked.hops(), headers);
    }

    @Override
    public String remote() {
        return session.getRemoteSocketAddress() instanceof InetSocketAddress address
                ? address.getHostString() + ":" + address.getPort()
                : "";
    }

    @Override
    public InputStream body() {
        return new Incoming();
    }

    @Override
    public OutputStream answer(int status, Map<String, String> headers) {
        return status == 200 ? new Outgoing() : new Refusal(status);
    }

    /** Ends the conversation; the reason is cut to what the protocol has room for. */
    void close(int code, String reason) {
        byte[] bytes = reason.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(bytes.length, MAX_REASON_BYTES);
        // Not in the middle of a character.
        while (length < bytes.length && length > 0 && (bytes[length] & 0xc0) == 0x80) {
            length--;
        }
        session.close(code, new String(bytes, 0, length, StandardCharsets.UTF_8), Callback.NOOP);
    }

    private static IOException gone(String reason) {
        return new IOException("the caller is gone: " + reason);
    }

    private final class Incoming extends InputStream {
        private InputStream current = InputStream.nullInputStream();
        private boolean atEnd;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            int count = current.read(into, offset, length);
            while (count < 0 && !atEnd) {
                receive();
                count = current.read(into, offset, length);
            }
            return count;
        }

        private void receive() throws IOException {
            try {
                session.demand();
                Optional<byte[]> message = inbox.take();
                atEnd = message.isEmpty();
                if (!atEnd) {
                    ByteArrayOutputStream framed = new ByteArrayOutputStream();
                    Messages.write(framed, message.get());
                    current = new ByteArrayInputStream(framed.toByteArray());
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while waiting for a message");
            }
        }
    }

    /** Puts messages together as their bytes come, and sends each when it is whole. */
    private final class Outgoing extends OutputStream {
        private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            gathered.write(bytes, offset, length);
            byte[] all = gathered.toByteArray();
            int position = 0;
            while (all.length - position >= Integer.BYTES) {
                int size = ByteBuffer.wrap(all).getInt(position);
                if (size < 0 || size > Messages.MAX_BYTES) {
                    throw new IOException("a message claims " + size + " bytes");
                }
                if (all.length - position - Integer.BYTES < size) {
                    break;
                }
                send(new String(all, position + Integer.BYTES, size, StandardCharsets.UTF_8));
                position += Integer.BYTES + size;
            }
            if (position > 0) {
                gathered.reset();
                gathered.write(all, position, all.length - position);
            }
        }

        private void send(String message) throws IOException {
            Callback.Completable sent = new Callback.Completable();
            session.sendText(message, sent);
            try {
                sent.get();
            } catch (ExecutionException fault) {
                throw gone(String.valueOf(fault.getCause()));
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while sending a message");
            }
        }

        @Override
        public void close() {
            WebSocketExchange.this.close(NORMAL, "");
        }
    }

    /** The text of an error, which becomes the reason of the end. */
    private final class Refusal extends OutputStream {
        private final int status;
        private final ByteArrayOutputStream text = new ByteArrayOutputStream();

        Refusal(int status) {
            this.status = status;
        }

        @Override
        public void write(int value) {
            text.write(value);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            text.write(bytes, offset, length);
        }

        @Override
        public void close() {
            WebSocketExchange.this.close(
                    status == 500 ? INTERNAL_ERROR : POLICY_VIOLATION, text.toString(StandardCharsets.UTF_8));
        }
    }
}
