package dev.drover.rpc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** One frame as it was read. */
final class Frame {
    private final FrameType type;
    private final long id;
    private final byte[] payload;

    Frame(FrameType type, long id, byte[] payload) {
        this.type = type;
        this.id = id;
        this.payload = payload;
    }

    FrameType type() {
        return type;
    }

    long id() {
        return id;
    }

    /** What is behind the header; not copied. */
    byte[] payload() {
        return payload;
    }

    ByteBuffer reader() {
        return ByteBuffer.wrap(payload);
    }

    /** A refusal or failure: status and text. */
    static byte[] refusal(int status, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(bytes.length, Limits.MAX_FRAME_BYTES - Integer.BYTES);
        return ByteBuffer.allocate(Integer.BYTES + length)
                .putInt(status)
                .put(bytes, 0, length)
                .array();
    }

    RemoteException asRefusal() throws ProtocolException {
        if (payload.length < Integer.BYTES) {
            throw new ProtocolException("a refusal without status");
        }
        String text = new String(payload, Integer.BYTES, payload.length - Integer.BYTES, StandardCharsets.UTF_8);
        return new RemoteException(reader().getInt(), text);
    }

    static byte[] method(String method) {
        byte[] name = method.getBytes(StandardCharsets.UTF_8);
        if (name.length > Limits.MAX_METHOD_BYTES) {
            throw new IllegalArgumentException("method name of more than " + Limits.MAX_METHOD_BYTES + " bytes");
        }
        return name;
    }

    static String readMethod(ByteBuffer from) throws ProtocolException {
        int length = from.remaining() < Short.BYTES ? -1 : from.getShort();
        if (length < 0 || length > Math.min(Limits.MAX_METHOD_BYTES, from.remaining())) {
            throw new ProtocolException("a method name of impossible length");
        }
        byte[] name = new byte[length];
        from.get(name);
        return new String(name, StandardCharsets.UTF_8);
    }

    static byte[] rest(ByteBuffer from) {
        byte[] rest = new byte[from.remaining()];
        from.get(rest);
        return rest;
    }
}
