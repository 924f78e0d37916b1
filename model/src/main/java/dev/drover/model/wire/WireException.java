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

    WireException inside(String field) {
        return new WireException(path.isEmpty() ? field : field + "." + path, reason, getCause());
    }
}
