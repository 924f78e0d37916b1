package dev.drover.model.wire;

import org.jspecify.annotations.Nullable;

/** JSON that does not fit the record it is read into. The message names the field and what was expected. */
public final class WireException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String path;
    private final String reason;

    WireException(String reason) {
        this("", reason, null);
    }

    WireException(String reason, Throwable cause) {
        this("", reason, cause);
    }

    private WireException(String path, String reason, @Nullable Throwable cause) {
        super(path.isEmpty() ? reason : path + ": " + reason, cause);
        this.path = path;
        this.reason = reason;
    }

    /** The fault itself, or what the constructor of a record says about the values it was given. */
    static WireException of(RuntimeException fault) {
        return fault instanceof WireException known
                ? known
                : new WireException("does not fit: " + fault.getMessage(), fault);
    }

    WireException inside(String field) {
        String separator = path.isEmpty() || path.startsWith("[") ? "" : ".";
        return new WireException(field + separator + path, reason, getCause());
    }
}
