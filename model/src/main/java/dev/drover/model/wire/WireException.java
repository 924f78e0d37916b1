package dev.drover.model.wire;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.TokenStreamLocation;

/** JSON that does not fit the record it is read into. The message names the field and what was expected. */
public final class WireException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String path;
    private final String reason;
    private final int offset;

    WireException(String reason) {
        this("", reason, -1, null);
    }

    WireException(String reason, Throwable cause) {
        this("", reason, -1, cause);
    }

    WireException(String reason, TokenStreamLocation place) {
        this("", reason + " (" + told(place) + ")", offset(place), null);
    }

    private WireException(String path, String reason, int offset, @Nullable Throwable cause) {
        super(path.isEmpty() ? reason : path + ": " + reason, cause);
        this.path = path;
        this.reason = reason;
        this.offset = offset;
    }

    private static String told(TokenStreamLocation place) {
        return place.getByteOffset() >= 0
                ? "at byte " + place.getByteOffset()
                : "line " + place.getLineNr() + ", column " + place.getColumnNr();
    }

    private static int offset(TokenStreamLocation place) {
        return Math.toIntExact(Math.max(place.getByteOffset(), place.getCharOffset()));
    }

    /** Where in the text the fault was met, in its bytes or characters; negative when it is about a value as a whole. */
    public int offset() {
        return offset;
    }

    /** The fault itself, or what the constructor of a record says about the values it was given. */
    static WireException of(RuntimeException fault) {
        return fault instanceof WireException known
                ? known
                : new WireException("does not fit: " + fault.getMessage(), fault);
    }

    WireException inside(String field) {
        String separator = path.isEmpty() || path.startsWith("[") ? "" : ".";
        return new WireException(field + separator + path, reason, offset, getCause());
    }
}
