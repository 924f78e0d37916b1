package dev.drover.rpc;

import java.nio.ByteBuffer;

/** One message on its way out, written in as many frames as it needs. Guarded by the {@link Outbox} that it waits in. */
final class Outgoing {
    private static final byte[] NOTHING = {};

    private final FrameType first;
    private final FrameType next;
    private final long id;
    private final byte[] head;
    private final byte[] body;
    private int written;
    private volatile boolean started;

    private Outgoing(FrameType first, FrameType next, long id, byte[] head, byte[] body) {
        this.first = first;
        this.next = next;
        this.id = id;
        this.head = head;
        this.body = body;
    }

    static Outgoing call(long id, String method, byte[] request) {
        byte[] name = Frame.method(method);
        byte[] head = ByteBuffer.allocate(Integer.BYTES + Short.BYTES + name.length)
                .putInt(request.length)
                .putShort((short) name.length)
                .put(name)
                .array();
        return new Outgoing(FrameType.CALL, FrameType.CALL_PART, id, head, request);
    }

    static Outgoing answer(long id, byte[] answer) {
        byte[] head = ByteBuffer.allocate(Integer.BYTES).putInt(answer.length).array();
        return new Outgoing(FrameType.ANSWER, FrameType.ANSWER_PART, id, head, answer);
    }

    static Outgoing open(long id, String method, byte[] request) {
        byte[] name = Frame.method(method);
        byte[] head = ByteBuffer.allocate(Short.BYTES + name.length)
                .putShort((short) name.length)
                .put(name)
                .array();
        return frame(FrameType.OPEN, id, head, request);
    }

    /** A message that fits into one frame. */
    static Outgoing frame(FrameType type, long id, byte[] payload) {
        return frame(type, id, NOTHING, payload);
    }

    static Outgoing frame(FrameType type, long id) {
        return frame(type, id, NOTHING, NOTHING);
    }

    static Outgoing window(long id, int bytes) {
        return frame(
                FrameType.WINDOW,
                id,
                ByteBuffer.allocate(Integer.BYTES).putInt(bytes).array());
    }

    private static Outgoing frame(FrameType type, long id, byte[] head, byte[] body) {
        return new Outgoing(type, type, id, head, body);
    }

    /** Whether frames of this kind must keep their order among each other, as those of one channel do. */
    boolean ordered() {
        return switch (first) {
            case OPEN, DATA, END, CLOSE, FAIL -> true;
            case CALL, CALL_PART, ANSWER, ANSWER_PART, REFUSED, CANCEL, WINDOW, PING, PONG -> false;
        };
    }

    /** Whether any byte of it may have left. */
    boolean started() {
        return started;
    }

    boolean finished() {
        return started && written == head.length + body.length;
    }

    /** Bytes of the next frame with its header. */
    int nextFrameBytes() {
        return FrameType.HEADER_BYTES + nextPayloadBytes();
    }

    private int nextPayloadBytes() {
        return Math.min(Limits.MAX_FRAME_BYTES, head.length + body.length - written);
    }

    /** Writes the next frame and tells where it ended. */
    int put(byte[] into, int offset) {
        int length = nextPayloadBytes();
        ByteBuffer frame = ByteBuffer.wrap(into, offset, FrameType.HEADER_BYTES + length);
        frame.putInt(length).put((started ? next : first).code()).putLong(id);
        int left = length;
        if (!started) {
            // Heads are far smaller than a frame.
            frame.put(head);
            left -= head.length;
            written = head.length;
        }
        frame.put(body, written - head.length, left);
        written += left;
        started = true;
        return frame.position();
    }
}
