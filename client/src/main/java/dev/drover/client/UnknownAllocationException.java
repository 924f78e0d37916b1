package dev.drover.client;

/** An allocation or task that this node does not have. */
public final class UnknownAllocationException extends Exception {
    private static final long serialVersionUID = 1L;

    UnknownAllocationException(String message) {
        super(message);
    }
}
