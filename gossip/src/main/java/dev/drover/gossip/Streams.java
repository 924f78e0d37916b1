package dev.drover.gossip;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Messages over TCP: a length and an envelope each. The whole conversation has one deadline, however slowly bytes trickle in. */
final class Streams {
    private final Socket socket;
    private final long deadline;

    Streams(Socket socket, Duration time) {
        this.socket = socket;
        this.deadline = System.nanoTime() + time.toNanos();
    }

    void write(byte[] message) throws IOException {
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        byte[] framed = new byte[4 + message.length];
        java.nio.ByteBuffer.wrap(framed).putInt(message.length).put(message);
        out.write(framed);
        out.flush();
    }

    byte[] read() throws IOException {
        int length = java.nio.ByteBuffer.wrap(read(4)).getInt();
        if (length < 0 || length > Limits.STREAM_BYTES) {
            throw new MalformedException("a message of " + Integer.toUnsignedString(length) + " bytes is too long");
        }
        return read(length);
    }

    /** Memory grows with what really arrives, not with what is announced. */
    private byte[] read(int length) throws IOException {
        InputStream in = socket.getInputStream();
        java.io.ByteArrayOutputStream read = new java.io.ByteArrayOutputStream(Math.min(length, 8192));
        byte[] part = new byte[Math.min(length, 8192)];
        while (read.size() < length) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new SocketTimeoutException("the other side was too slow");
            }
            socket.setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
            int count = in.read(part, 0, Math.min(part.length, length - read.size()));
            if (count < 0) {
                throw new IOException("the other side closed the connection");
            }
            read.write(part, 0, count);
        }
        return read.toByteArray();
    }
}
