package dev.drover.template.functions;

import dev.drover.template.Call;
import dev.drover.template.FunctionException;
import dev.drover.template.Functions;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.stream.LongStream;

/** Sums: of two whole numbers the result is whole, else it is floating. The second argument comes first in the sum, so that it can be piped in. */
final class NumberFunctions {
    static final Functions FUNCTIONS = Functions.builder()
            .add("add", 2, call -> sum(call, (a, b) -> a + b, (a, b) -> a + b))
            .add("subtract", 2, call -> sum(call, (a, b) -> a - b, (a, b) -> a - b))
            .add("multiply", 2, call -> sum(call, (a, b) -> a * b, (a, b) -> a * b))
            .add("divide", 2, call -> sum(call, NumberFunctions::divided, (a, b) -> a / b))
            .add("modulo", 2, call -> remainder(call.whole(1), call.whole(0)))
            .add("minimum", 2, call -> sum(call, Math::min, Math::min))
            .add("maximum", 2, call -> sum(call, Math::max, Math::max))
            .add("loop", 1, 2, NumberFunctions::loop)
            .build();

    private NumberFunctions() {}

    private static Object sum(Call call, LongBinaryOperator whole, DoubleBinaryOperator floating) {
        return call.value(0) instanceof Long second && call.value(1) instanceof Long first
                ? (Object) whole.applyAsLong(first, second)
                : (Object) floating.applyAsDouble(call.number(1), call.number(0));
    }

    static long divided(long first, long second) {
        if (second == 0) {
            throw new FunctionException("division by zero");
        }
        return first / second;
    }

    static long remainder(long first, long second) {
        if (second == 0) {
            throw new FunctionException("division by zero");
        }
        return first % second;
    }

    /** The numbers below one, or from one up to below another. */
    private static Object loop(Call call) {
        long from = call.size() == 2 ? call.whole(0) : 0;
        long to = call.whole(call.size() - 1);
        if (to - from > call.rendering().limits().items()) {
            throw new FunctionException(
                    "a loop may have " + call.rendering().limits().items() + " rounds at most");
        }
        return LongStream.range(from, to).boxed().toList();
    }
}
