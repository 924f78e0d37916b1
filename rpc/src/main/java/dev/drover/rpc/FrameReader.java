package dev.drover.rpc;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;

/** Cuts what comes in into frames. Its buffer is small, since most of thousands of links are silent; large payloads bypass it. */
final class FrameReader {
    private static final int BUFFER_BYTES = 2048;

    /** Who wants to know whether the other side is heard of. */
    interface Ear {
        void heard() throws IOException;

        /** Nothing came for the time-out of the socket. */
        void silent() throws IOException;
    }

    private final InputStream in;
    private final Ear ear;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int start;
    private int end;

    FrameReader(InputStream in, Ear ear) {
        this.in = in;
        this.ear = ear;
    }

    /**
     * Waits for the next frame.
     *
     * @throws ProtocolException for bytes that are no frame
     * @throws EOFException when the other side closed
     */
    Frame next() throws IOException {
        while (end - start < FrameType.HEADER_BYTES) {
            makeRoom();
            end += readSome(buffer, end, buffer.length - end);
        }
        ByteBuffer header = ByteBuffer.wrap(buffer, start, FrameType.HEADER_BYTES);
        int length = header.getInt();
        byte code = header.get();
        FrameType type = FrameType.of(code);
        if (type == null) {
            throw new ProtocolException("a frame of unknown type " + code);
        }
        if (length < 0 || length > Limits.MAX_FRAME_BYTES) {
            throw new ProtocolException("a frame of " + length + " bytes, the limit is " + Limits.MAX_FRAME_BYTES);
        }
        long id = header.getLong();
        start += FrameType.HEADER_BYTES;
        return new Frame(type, id, payload(length));
    }

    private byte[] payload(int length) throws IOException {
        byte[] payload = new byte[length];
        int have = Math.min(length, end - start);
        System.arraycopy(buffer, start, payload, 0, have);
        start += have;
        while (have < length) {
            have += readSome(payload, have, length - have);
        }
        return payload;
    }

    private void makeRoom() {
        System.arraycopy(buffer, start, buffer, 0, end - start);
        end -= start;
        start = 0;
    }

    private int readSome(byte[] into, int offset, int length) throws IOException {
        while (true) {
            try {
                int count = in.read(into, offset, length);
                if (count < 0) {
                    throw new EOFException("the other side closed the connection");
                }
                ear.heard();
                return count;
            } catch (SocketTimeoutException silence) {
                ear.silent();
            }
        }
    }
}
