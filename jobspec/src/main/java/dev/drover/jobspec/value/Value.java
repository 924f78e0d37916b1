package dev.drover.jobspec.value;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * What an expression of a job file evaluates to. Values are immutable and carry no source position; the
 * evaluated tree beside them does.
 *
 * <p>Lists, tuples and sets are one shape, {@link Sequence}; maps and objects are one shape, {@link Mapping}, with keys in
 * the order of the source. Type constraints of variables tell them apart where it matters.
 */
public sealed interface Value {
    /** The absent value, written {@code null}. */
    record Null() implements Value {
        public static final Null VALUE = new Null();
    }

    record Bool(boolean value) implements Value {
        public static final Bool TRUE = new Bool(true);
        public static final Bool FALSE = new Bool(false);
    }

    /** A number of arbitrary precision; compare with {@code compareTo}, since 1.0 equals 1. */
    record Num(BigDecimal value) implements Value {
        public Num {
            value = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        }

        /** True when the number has no fraction. */
        public boolean isWhole() {
            return value.scale() <= 0;
        }
    }

    record Text(String value) implements Value {}

    /** A list, tuple or set; a set has its duplicates removed already. */
    record Sequence(List<Value> items) implements Value {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /** A map or object, in the order of its source. */
    record Mapping(SequencedMap<String, Value> entries) implements Value {
        public Mapping {
            entries = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(entries));
        }

        /** The same entries in the order of their keys, as {@code keys} and {@code values} want them. */
        public Map<String, Value> sorted() {
            return new TreeMap<>(entries);
        }
    }

    static Value of(boolean value) {
        return value ? Bool.TRUE : Bool.FALSE;
    }

    static Num of(long value) {
        return new Num(BigDecimal.valueOf(value));
    }

    static Num of(BigDecimal value) {
        return new Num(value);
    }

    static Text of(String value) {
        return new Text(value);
    }

    static Sequence of(Collection<? extends Value> items) {
        return new Sequence(List.copyOf(items));
    }

    static Mapping of(SequencedMap<String, Value> entries) {
        return new Mapping(entries);
    }

    /** The word that messages use for this value's type. */
    default String typeName() {
        return switch (this) {
            case Null n -> "null";
            case Bool b -> "bool";
            case Num n -> "number";
            case Text t -> "string";
            case Sequence s -> "list";
            case Mapping m -> "object";
        };
    }
}
