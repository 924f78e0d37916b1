package dev.drover.rpc;

/** The bounds of a link. */
public final class Limits {
    /** Largest request or answer of a call, in bytes: a job with its submission and a batch of log entries are far below. */
    public static final int MAX_MESSAGE_BYTES = 64 * 1024 * 1024;

    /** Largest request that opens a channel, in bytes; what is larger goes through the channel. */
    public static final int MAX_OPEN_BYTES = 60 * 1024;

    /** Bytes of one direction of a channel that may be under way before the reader has taken them. */
    public static final int CHANNEL_WINDOW_BYTES = 256 * 1024;

    /** Longest name of a method, in bytes. */
    public static final int MAX_METHOD_BYTES = 256;

    /** Calls of the other side that one link answers at the same time. */
    public static final int MAX_CALLS_AT_ONCE = 4096;

    /** Channels of the other side that one link serves at the same time. */
    public static final int MAX_CHANNELS_AT_ONCE = 4096;

    /** Bytes of large requests that one link gathers at the same time. */
    static final int MAX_GATHERED_BYTES = 4 * MAX_MESSAGE_BYTES;

    /** Bytes in one frame behind its header: what a message may be held up by another on the same link. */
    static final int MAX_FRAME_BYTES = 64 * 1024;

    /** Messages that may wait to be written before the other side is taken for one that does not read. */
    static final int MAX_WAITING_MESSAGES = 65_536;

    /** Connections at one listener that have not said yet who they are; the oldest gives way to the next. */
    static final int MAX_HALF_OPEN = 256;

    private Limits() {}
}
