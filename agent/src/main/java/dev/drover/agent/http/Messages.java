package dev.drover.agent.http;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Messages in a stream of bytes: four bytes of length, then the message. So a conversation over a WebSocket is a request whose body and
 * answer go on at the same time, and travels between agents as every other request does.
 */
public final class Messages {
    /** The method of the route table for a conversation; its request comes as a GET that asks for a WebSocket. */
    public static final String METHOD = "WEBSOCKET";

    /** Larger messages end a conversation. */
    public static final int MAX_BYTES = 1024 * 1024;

    private Messages() {}

    /**
     * Waits for a message; empty when no more comes.
     *
     * @throws IOException when the stream breaks off or is not made of messages
     */
    public static Optional<byte[]> read(InputStream in) throws IOException {
        int first = in.read();
        if (first < 0) {
            return Optional.empty();
        }
        DataInputStream data = new DataInputStream(in);
        int length = first << 24 | data.readUnsignedByte() << 16 | data.readUnsignedShort();
        if (length < 0 || length > MAX_BYTES) {
            throw new IOException("a message claims " + length + " bytes, the limit is " + MAX_BYTES);
        }
        byte[] message = new byte[length];
        data.readFully(message);
        return Optional.of(message);
    }

    /** Sends a message at once. */
    public static void write(OutputStream out, byte[] message) throws IOException {
        DataOutputStream data = new DataOutputStream(out);
        data.writeInt(message.length);
        data.write(message);
        data.flush();
    }
}
