package dev.drover.jobspec.hcl;

import dev.drover.jobspec.value.Conversion;
import dev.drover.jobspec.value.Function;
import dev.drover.jobspec.value.FunctionException;
import dev.drover.jobspec.value.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A few functions for tests of the language; the real library lives in its own package. */
final class TestFunctions {
    private TestFunctions() {}

    static final Map<String, Function> ALL = Map.of(
            "upper",
            arguments -> Value.of(Conversion.text(first(arguments)).toUpperCase(Locale.ROOT)),
            "length",
            arguments -> Value.of(items(first(arguments)).size()),
            "range",
            TestFunctions::range,
            "sum",
            TestFunctions::sum,
            "join",
            TestFunctions::join,
            "fail",
            arguments -> {
                throw new FunctionException(0, "broken on purpose");
            });

    private static Value first(List<Value> arguments) {
        if (arguments.isEmpty()) {
            throw new FunctionException("an argument is required");
        }
        return arguments.getFirst();
    }

    private static List<Value> items(Value value) {
        if (value instanceof Value.Sequence sequence) {
            return sequence.items();
        }
        throw new FunctionException(0, "a list is required");
    }

    private static Value range(List<Value> arguments) {
        int end = Conversion.number(first(arguments)).intValue();
        return Value.of(IntStream.range(0, end).mapToObj(Value::of).toList());
    }

    private static Value sum(List<Value> arguments) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Value argument : arguments) {
            sum = sum.add(Conversion.number(argument));
        }
        return Value.of(sum);
    }

    private static Value join(List<Value> arguments) {
        String separator = Conversion.text(first(arguments));
        return Value.of(
                items(arguments.getLast()).stream().map(Conversion::text).collect(Collectors.joining(separator)));
    }
}
