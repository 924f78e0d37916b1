package dev.drover.jobspec.functions;

import dev.drover.jobspec.value.Function;
import dev.drover.jobspec.value.Value;
import java.util.List;

/** A function as its family writes it: a signature, and a body that asks for its arguments by position. */
record Definition(Signature signature, Body body) implements Function {
    /** Computes the result from arguments whose number was checked. */
    @FunctionalInterface
    interface Body {
        Value call(Arguments arguments);
    }

    @Override
    public Value call(List<Value> arguments) {
        signature.check(arguments.size());
        return body.call(new Arguments(signature, arguments));
    }
}
