package dev.drover.template;

import dev.drover.template.value.GoDuration;
import dev.drover.template.value.GoTypes;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call of a function: its arguments, read as what the function expects.
 *
 * @param rendering what the call is part of
 */
public record Call(List<? extends @Nullable Object> arguments, Rendering rendering) {
    public Call {
        arguments = Collections.unmodifiableList(arguments);
    }

    public int size() {
        return arguments.size();
    }

    public @Nullable Object value(int index) {
        return arguments.get(index);
    }

    public @Nullable Object last() {
        return arguments.getLast();
    }

    /** The arguments from one on. */
    public List<? extends @Nullable Object> rest(int from) {
        return arguments.subList(from, arguments.size());
    }

    public String text(int index) {
        if (GoTypes.plain(value(index)) instanceof String text) {
            return text;
        }
        throw wrong(index, "string");
    }

    public String textOr(int index, String otherwise) {
        return index < size() ? text(index) : otherwise;
    }

    public boolean bool(int index) {
        if (value(index) instanceof Boolean bool) {
            return bool;
        }
        throw wrong(index, "bool");
    }

    public long whole(int index) {
        return switch (value(index)) {
            case Long number -> number;
            case Duration duration -> GoDuration.nanos(duration);
            case null -> throw wrong(index, "int");
            default -> throw wrong(index, "int");
        };
    }

    /** A whole number that fits into 32 bits. */
    public int small(int index) {
        long number = whole(index);
        if (number != (int) number) {
            throw new FunctionException("argument " + (index + 1) + " is too large: " + number);
        }
        return (int) number;
    }

    public double number(int index) {
        return switch (value(index)) {
            case Long number -> number;
            case BigInteger number -> number.doubleValue();
            case Double number -> number;
            case null -> throw wrong(index, "number");
            default -> throw wrong(index, "number");
        };
    }

    public List<? extends @Nullable Object> list(int index) {
        if (GoTypes.plain(value(index)) instanceof List<?> list) {
            return list;
        }
        throw wrong(index, "list");
    }

    public Map<?, ? extends @Nullable Object> map(int index) {
        if (GoTypes.plain(value(index)) instanceof Map<?, ?> map) {
            return map;
        }
        throw wrong(index, "map");
    }

    private FunctionException wrong(int index, String expected) {
        Object value = value(index);
        return new FunctionException("argument " + (index + 1) + " must be a " + expected + ", but is "
                + (value == null ? "nothing" : "a " + GoTypes.name(value)));
    }
}
