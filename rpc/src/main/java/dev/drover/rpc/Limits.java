package dev.drover.rpc;

/** The bounds of a link. */
public final class Limits {
    /** Largest request or answer of a call, in bytes: a job with its submission and a batch of log entries are far below. */
    public static final int MAX_MESSAGE_BYTES = 64 * 1024 * 1024;

    /** Bytes of one direction of a channel that may be under way before the reader has taken them. */
    public static final int CHANNEL_WINDOW_BYTES = 256 * 1024;

    private Limits() {}
}
