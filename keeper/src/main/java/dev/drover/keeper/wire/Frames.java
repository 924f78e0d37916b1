package dev.drover.keeper.wire;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Messages on a stream: length, number of the request, one byte that says what it is, fields. Reading is for one thread, writing for
 * several.
 */
public final class Frames {
    /** Both sides must speak the same; an agent of another version has the keeper replaced by one of its own. */
    public static final int VERSION = 2;

    /** More than arguments and environment of a process may take in Linux. */
    private static final int MAXIMUM_BYTES = 8 << 20;

    private final DataInputStream in;
    private final DataOutputStream out;

    public Frames(InputStream in, OutputStream out) {
        this.in = new DataInputStream(in);
        this.out = new DataOutputStream(out);
    }

    /** One request or reply with the number that joins them. */
    public record Frame<T>(long number, T message) {}

    public void write(long number, Request request) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        RequestCodec.write(request, new DataOutputStream(bytes));
        send(number, bytes);
    }

    public void write(long number, Reply reply) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ReplyCodec.write(reply, new DataOutputStream(bytes));
        send(number, bytes);
    }

    private void send(long number, ByteArrayOutputStream message) throws IOException {
        if (message.size() > MAXIMUM_BYTES) {
            throw new IOException("the message takes " + message.size() + " bytes, more than " + MAXIMUM_BYTES);
        }
        ByteArrayOutputStream frame = new ByteArrayOutputStream(message.size() + Integer.BYTES + Long.BYTES);
        DataOutputStream head = new DataOutputStream(frame);
        head.writeInt(message.size());
        head.writeLong(number);
        message.writeTo(head);
        synchronized (out) {
            frame.writeTo(out);
            out.flush();
        }
    }

    /**
     * Waits for the next request.
     *
     * @throws java.io.EOFException when the other side has closed
     */
    public Frame<Request> readRequest() throws IOException {
        int length = length();
        long number = in.readLong();
        return new Frame<>(number, RequestCodec.read(message(length)));
    }

    /**
     * Waits for the next reply.
     *
     * @throws java.io.EOFException when the other side has closed
     */
    public Frame<Reply> readReply() throws IOException {
        int length = length();
        long number = in.readLong();
        return new Frame<>(number, ReplyCodec.read(message(length)));
    }

    private int length() throws IOException {
        int length = in.readInt();
        if (length < 1 || length > MAXIMUM_BYTES) {
            throw new IOException("a message of " + length + " bytes is no message");
        }
        return length;
    }

    private DataInputStream message(int length) throws IOException {
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return new DataInputStream(new ByteArrayInputStream(bytes));
    }
}
