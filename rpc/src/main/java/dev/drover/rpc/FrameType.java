package dev.drover.rpc;

import org.jspecify.annotations.Nullable;

/**
 * What a frame is. Its code stands on the wire and never gets another meaning. A frame is its length (4 bytes, without this header), the
 * code, the id of the call or channel that it belongs to (8 bytes), and as many bytes as told.
 */
enum FrameType {
    /** Total length (4 bytes), length of the method (2 bytes), method, first part of the request. */
    CALL(1),
    /** Next part of the request of a call. */
    CALL_PART(2),
    /** Total length (4 bytes), first part of the answer. */
    ANSWER(3),
    /** Next part of an answer. */
    ANSWER_PART(4),
    /** Status (4 bytes) and text, in place of an answer. */
    REFUSED(5),
    /** Nobody waits for the answer any more. */
    CANCEL(6),
    /** Length of the method (2 bytes), method, request. */
    OPEN(7),
    /** Bytes of a channel. */
    DATA(8),
    /** End of file of one direction. */
    END(9),
    /** End of both directions: nothing more will be read or written. */
    CLOSE(10),
    /** End of both directions with status (4 bytes) and text. */
    FAIL(11),
    /** As many bytes (4 bytes) have been read and may be sent again. */
    WINDOW(12),
    /** Is anybody there? */
    PING(13),
    /** Yes. */
    PONG(14);

    static final int HEADER_BYTES = 13;

    private static final FrameType[] BY_CODE = new FrameType[values().length + 1];

    static {
        for (FrameType type : values()) {
            BY_CODE[type.code] = type;
        }
    }

    private final byte code;

    FrameType(int code) {
        this.code = (byte) code;
    }

    byte code() {
        return code;
    }

    static @Nullable FrameType of(byte code) {
        return code > 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
