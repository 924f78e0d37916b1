package dev.drover.sdk;

/**
 * Where reading starts.
 *
 * @param fromEnd count back from the end instead of forward from the start
 * @param bytes offset
 */
public record LogPosition(boolean fromEnd, long bytes) {
    public static final LogPosition START = new LogPosition(false, 0);

    public static LogPosition lastBytes(long bytes) {
        return new LogPosition(true, bytes);
    }

    Query on(Query query) {
        return query.with("origin", fromEnd ? "end" : "start").with("offset", Long.toString(bytes));
    }
}
