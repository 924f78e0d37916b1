package dev.drover.client.files;

/** A file of an allocation cannot be given out. */
public final class FileAccessException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why, for the status of an answer. */
    public enum Reason {
        NOT_FOUND,
        REFUSED,
        INVALID
    }

    private final Reason reason;

    public FileAccessException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
