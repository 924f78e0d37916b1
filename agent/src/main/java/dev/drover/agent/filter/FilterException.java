package dev.drover.agent.filter;

/** A filter that cannot be understood; the message says where. */
public final class FilterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FilterException(String message) {
        super(message);
    }
}
