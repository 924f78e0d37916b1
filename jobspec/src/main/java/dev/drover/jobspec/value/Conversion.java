package dev.drover.jobspec.value;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Makes values fit types: numbers and truth values become texts and back where the text allows it, tuples become lists, objects
 * become maps. Null fits every type.
 */
public final class Conversion {
    private static final int LONGEST_NUMBER = 400;
    private static final int LARGEST_EXPONENT = 400;

    private Conversion() {}

    /** The value as a value of the type. Throws {@link ConversionException} when that cannot be. */
    public static Value convert(Value value, Type type) {
        if (value instanceof Value.Null) {
            return value;
        }
        return switch (type) {
            case Type.Any any -> value;
            case Type.Primitive primitive ->
                switch (primitive) {
                    case STRING -> Value.of(text(value));
                    case NUMBER -> Value.of(number(value));
                    case BOOL -> Value.of(bool(value));
                };
            case Type.ListOf list -> Value.of(items(value, list.item(), "list"));
            case Type.SetOf set -> set(items(value, set.item(), "set"));
            case Type.MapOf map -> map(value, map.item());
            case Type.ObjectOf object -> object(value, object);
            case Type.TupleOf tuple -> tuple(value, tuple);
        };
    }

    /** The text of a string, number or truth value. */
    public static String text(Value value) {
        return switch (value) {
            case Value.Text text -> text.value();
            case Value.Num number -> number.value().toPlainString();
            case Value.Bool bool -> Boolean.toString(bool.value());
            case Value.Null none -> throw required("a string", value);
            case Value.Sequence sequence -> throw required("a string", value);
            case Value.Mapping mapping -> throw required("a string", value);
        };
    }

    /** The number of a number or of a text that shows one. */
    public static BigDecimal number(Value value) {
        return switch (value) {
            case Value.Num number -> number.value();
            case Value.Text text -> parse(text.value()).orElseThrow(() -> required("a number", value));
            case Value.Bool bool -> throw required("a number", value);
            case Value.Null none -> throw required("a number", value);
            case Value.Sequence sequence -> throw required("a number", value);
            case Value.Mapping mapping -> throw required("a number", value);
        };
    }

    /** True when {@link #number} has a result. */
    public static boolean isNumber(Value value) {
        return value instanceof Value.Num
                || (value instanceof Value.Text text && parse(text.value()).isPresent());
    }

    private static Optional<BigDecimal> parse(String text) {
        if (text.length() > LONGEST_NUMBER) {
            return Optional.empty();
        }
        try {
            BigDecimal parsed = new BigDecimal(text);
            boolean fits = Math.abs((long) parsed.scale()) <= LONGEST_NUMBER + LARGEST_EXPONENT;
            return fits ? Optional.of(parsed) : Optional.empty();
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    /** The truth of a bool or of the texts {@code true}, {@code false}, {@code 1} and {@code 0}. */
    public static boolean bool(Value value) {
        if (value instanceof Value.Bool bool) {
            return bool.value();
        }
        String text = value instanceof Value.Text shown ? shown.value() : "";
        return switch (text) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw required("true or false", value);
        };
    }

    private static List<Value> items(Value value, Type item, String kind) {
        if (!(value instanceof Value.Sequence sequence)) {
            throw required("a " + kind, value);
        }
        Type common = item instanceof Type.Any ? common(sequence.items()) : item;
        List<Value> items = new ArrayList<>(sequence.items().size());
        for (int index = 0; index < sequence.items().size(); index++) {
            items.add(at("item " + index, sequence.items().get(index), common));
        }
        return items;
    }

    /** Texts, if simple values of several types are mixed. */
    private static Type common(Iterable<Value> values) {
        Type found = null;
        for (Value value : values) {
            if (value instanceof Value.Null) {
                continue;
            }
            Type type = Type.of(value);
            if (!type.isPrimitive()) {
                return new Type.Any();
            }
            found = found == null || found.equals(type) ? type : Type.Primitive.STRING;
        }
        return found == null ? new Type.Any() : found;
    }

    /** Without duplicates; sets of simple values in their order, as iteration over sets promises. */
    private static Value set(List<Value> items) {
        List<Value> distinct = new ArrayList<>(new LinkedHashSet<>(items));
        if (distinct.stream().allMatch(Value.Text.class::isInstance)) {
            distinct.sort(Comparator.comparing(Conversion::text));
        } else if (distinct.stream().allMatch(Value.Num.class::isInstance)) {
            distinct.sort(Comparator.comparing(Conversion::number));
        }
        return Value.of(distinct);
    }

    private static Value map(Value value, Type item) {
        if (!(value instanceof Value.Mapping mapping)) {
            throw required("a map", value);
        }
        Type common = item instanceof Type.Any ? common(mapping.entries().values()) : item;
        SequencedMap<String, Value> entries = new LinkedHashMap<>();
        mapping.entries().forEach((key, entry) -> entries.put(key, at("key \"" + key + "\"", entry, common)));
        return Value.of(entries);
    }

    private static Value object(Value value, Type.ObjectOf type) {
        if (!(value instanceof Value.Mapping mapping)) {
            throw required("an object", value);
        }
        SequencedMap<String, Value> entries = new LinkedHashMap<>();
        for (Map.Entry<String, Type.Attribute> entry : type.attributes().entrySet()) {
            Type.Attribute attribute = entry.getValue();
            Value given = mapping.entries().get(entry.getKey());
            boolean absent = given == null
                    || (given instanceof Value.Null && attribute.defaultValue().isPresent());
            if (absent && !attribute.optional()) {
                throw new ConversionException("the attribute \"" + entry.getKey() + "\" is required");
            }
            Value chosen = given == null || absent ? attribute.defaultValue().orElse(Value.Null.VALUE) : given;
            entries.put(entry.getKey(), at("attribute \"" + entry.getKey() + "\"", chosen, attribute.type()));
        }
        return Value.of(entries);
    }

    private static Value tuple(Value value, Type.TupleOf type) {
        if (!(value instanceof Value.Sequence sequence)) {
            throw required("a tuple", value);
        }
        if (sequence.items().size() != type.items().size()) {
            throw new ConversionException("a tuple of " + type.items().size() + " items is required, not of "
                    + sequence.items().size());
        }
        List<Value> items = new ArrayList<>();
        for (int index = 0; index < type.items().size(); index++) {
            items.add(at(
                    "item " + index, sequence.items().get(index), type.items().get(index)));
        }
        return Value.of(items);
    }

    private static Value at(String place, Value value, Type type) {
        try {
            return convert(value, type);
        } catch (ConversionException fault) {
            throw new ConversionException(place + ": " + fault.getMessage());
        }
    }

    private static ConversionException required(String wanted, Value found) {
        String shown = switch (found) {
            case Value.Text text when text.value().length() <= 40 -> "\"" + text.value() + "\"";
            case Value.Text text -> "this string";
            case Value.Num number -> number.value().toPlainString();
            case Value.Bool bool -> Boolean.toString(bool.value());
            case Value.Null none -> "null";
            case Value.Sequence sequence -> "a list";
            case Value.Mapping mapping -> "an object";
        };
        return new ConversionException(wanted + " is required, not " + shown);
    }
}
