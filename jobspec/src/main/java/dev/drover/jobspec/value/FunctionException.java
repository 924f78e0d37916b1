package dev.drover.jobspec.value;

/** The arguments of a function call do not fit; the evaluator turns it into a diagnostic at the argument or call. */
public final class FunctionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int argument;

    /** A fault of the argument at {@code argument}, counted from 0. */
    public FunctionException(int argument, String message) {
        super(message);
        this.argument = argument;
    }

    /** A fault of the call as a whole, such as too few arguments. */
    public FunctionException(String message) {
        this(-1, message);
    }

    /** Index of the argument at fault, or -1 for the whole call. */
    public int argument() {
        return argument;
    }
}
