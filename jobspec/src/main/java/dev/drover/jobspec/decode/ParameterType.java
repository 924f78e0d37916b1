package dev.drover.jobspec.decode;

import dev.drover.jobspec.value.Conversion;
import dev.drover.jobspec.value.ConversionException;
import dev.drover.jobspec.value.Value;
import dev.drover.model.text.Durations;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The type of a parameter. Conversions are those of the language: numbers and bools become text, text becomes a number or bool where it
 * shows one.
 *
 * @param expected how messages name the type, with its article
 * @param example a value as one would write it
 * @param read throws {@link Mismatch}
 * @param doubt a warning for a value that fits but is seldom meant
 */
record ParameterType<V>(
        String expected, String example, Function<Value, V> read, Function<Value, Optional<String>> doubt) {

    static final ParameterType<String> TEXT = of("a string", "\"...\"", ParameterType::text);
    static final ParameterType<Boolean> BOOL = of("true or false", "true", ParameterType::bool);
    static final ParameterType<Integer> INT =
            of("a whole number", "1", value -> (int) whole(value, Integer.MIN_VALUE, Integer.MAX_VALUE));
    static final ParameterType<Long> LONG =
            of("a whole number", "1", value -> whole(value, Long.MIN_VALUE, Long.MAX_VALUE));
    static final ParameterType<List<String>> TEXTS =
            of("a list of strings", "[\"...\"]", value -> list(value, ParameterType::text));
    static final ParameterType<List<Integer>> INTS =
            of("a list of whole numbers", "[1]", value -> list(value, INT.read()));
    static final ParameterType<Duration> DURATION =
            new ParameterType<>("a duration", "\"30s\"", ParameterType::duration, ParameterType::tinyDuration);

    private static final long MILLISECOND = 1_000_000;

    private static <V> ParameterType<V> of(String expected, String example, Function<Value, V> read) {
        return new ParameterType<>(expected, example, read, value -> Optional.empty());
    }

    static String text(Value value) {
        try {
            return Conversion.text(value);
        } catch (ConversionException fault) {
            boolean single =
                    value instanceof Value.Sequence sequence && sequence.items().size() == 1;
            throw new Mismatch(single ? "Remove the brackets." : "");
        }
    }

    private static boolean bool(Value value) {
        try {
            return Conversion.bool(value);
        } catch (ConversionException fault) {
            throw new Mismatch("");
        }
    }

    private static long whole(Value value, long least, long most) {
        BigDecimal number;
        try {
            number = Conversion.number(value);
        } catch (ConversionException fault) {
            throw new Mismatch(hasUnit(value) ? "Write the number without a unit." : "");
        }
        boolean fits =
                number.compareTo(BigDecimal.valueOf(least)) >= 0 && number.compareTo(BigDecimal.valueOf(most)) <= 0;
        if (!fits) {
            throw new Mismatch("It has to lie between " + least + " and " + most + ".");
        }
        if (number.stripTrailingZeros().scale() > 0) {
            throw new Mismatch("");
        }
        return number.longValue();
    }

    private static boolean hasUnit(Value value) {
        return value instanceof Value.Text text
                && !text.value().isEmpty()
                && Character.isDigit(text.value().charAt(0));
    }

    static <V> List<V> list(Value value, Function<Value, V> item) {
        if (!(value instanceof Value.Sequence sequence)) {
            throw new Mismatch(value instanceof Value.Mapping ? "" : "Put it in brackets: [...].");
        }
        List<V> items = new ArrayList<>();
        for (Value element : sequence.items()) {
            try {
                items.add(item.apply(element));
            } catch (Mismatch mismatch) {
                throw new Mismatch("Item " + (items.size() + 1) + " is " + Mismatch.describe(element) + ".");
            }
        }
        return items;
    }

    private static Duration duration(Value value) {
        switch (value) {
            case Value.Text text -> {
                try {
                    return Durations.parse(text.value());
                } catch (IllegalArgumentException fault) {
                    throw new Mismatch(fault.getMessage() + ".");
                }
            }
            case Value.Num number -> {
                return Duration.ofNanos(whole(number, Long.MIN_VALUE, Long.MAX_VALUE));
            }
            case Value.Null n -> throw new Mismatch("");
            case Value.Bool b -> throw new Mismatch("");
            case Value.Sequence s -> throw new Mismatch("");
            case Value.Mapping m -> throw new Mismatch("");
        }
    }

    /** Bare numbers are nanoseconds, and hardly anybody who writes a small one means those. */
    private static Optional<String> tinyDuration(Value value) {
        boolean tiny = value instanceof Value.Num number
                && number.value().signum() != 0
                && number.value().abs().compareTo(BigDecimal.valueOf(MILLISECOND)) < 0;
        return tiny
                ? Optional.of("A bare number counts nanoseconds. Write a unit, such as \"" + Conversion.text(value)
                        + "s\" for seconds.")
                : Optional.empty();
    }
}
