package dev.drover.model.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What records put in the place of components that were absent on the wire, so that nobody meets a null. */
public final class Defaults {
    /** The time that stands for no time: the first instant of year 1. */
    public static final Instant NO_TIME = Instant.parse("0001-01-01T00:00:00Z");

    private static final Class<?> READ_ONLY_MAP =
            Collections.unmodifiableSequencedMap(new LinkedHashMap<>()).getClass();

    private Defaults() {}

    public static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    public static Duration duration(@Nullable Duration value) {
        return value == null ? Duration.ZERO : value;
    }

    public static Instant time(@Nullable Instant value) {
        return value == null ? NO_TIME : value;
    }

    public static <T> T value(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }

    /** A read-only copy, or the list itself when it cannot change. */
    public static <T> List<T> list(@Nullable List<T> values) {
        return values == null ? List.of() : List.copyOf(values);
    }

    /** A read-only copy in the same order, or the map itself when it came from here. */
    public static <V> Map<String, V> map(@Nullable Map<String, V> values) {
        if (values == null || values.isEmpty()) {
            return Map.of();
        }
        if (values instanceof SmallMap || values.getClass() == READ_ONLY_MAP) {
            return values;
        }
        return values.size() <= SmallMap.MOST
                ? new SmallMap<>(values)
                : Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
    }

    /** A small read-only map of different keys in this order, made without another map on the way. */
    public static <V> Map<String, V> row(String[] keys, V[] values) {
        return new SmallMap<>(keys, values);
    }

    /** A component that canonicalisation fills; says so when somebody reads it before. */
    public static <T> T filled(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("the job was not canonicalised: a component with a default has no value");
        }
        return value;
    }
}
