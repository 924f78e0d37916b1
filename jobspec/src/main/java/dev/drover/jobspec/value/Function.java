package dev.drover.jobspec.value;

import java.util.List;

/** A function that job files can call. Arguments arrive evaluated; {@code try}, {@code can} and {@code convert} are syntax, not functions. */
@FunctionalInterface
public interface Function {
    /** Computes the result. Throws {@link FunctionException} with a message for the author of the job file when the arguments do not fit. */
    Value call(List<Value> arguments);
}
