package dev.drover.jobspec.value;

/** A value does not fit a type. The message names the path to the part at fault. */
public final class ConversionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The message is a clause such as {@code a number is required, not "x"}. */
    public ConversionException(String message) {
        super(message);
    }
}
