package dev.drover.state.codec;

/** Bytes that are no record: damaged, cut off, or of something else. */
public class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadableException(String message) {
        super(message);
    }

    public UnreadableException(String message, Throwable cause) {
        super(message, cause);
    }
}
