package dev.drover.template.value;

import dev.drover.template.FunctionException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of values in templates and the types that Go would give them: Boolean (bool), Long (int), BigInteger (uint64), Double (float64),
 * String, List, Map, Duration, ZonedDateTime, {@link GoObject}, {@link NilPointer} and null (no value).
 */
public final class GoTypes {
    private GoTypes() {}

    /** The name of the type, as {@code %T} writes it. */
    public static String name(@Nullable Object value) {
        return switch (value) {
            case null -> "<nil>";
            case Boolean bool -> "bool";
            case Long number -> "int";
            case BigInteger number -> "uint64";
            case Double number -> "float64";
            case String text -> "string";
            case List<?> list -> "[]interface {}";
            case Map<?, ?> map -> "map[string]interface {}";
            case Duration duration -> "time.Duration";
            case ZonedDateTime time -> "time.Time";
            case GoObject object -> object.type();
            case NilPointer nil -> "*interface {}";
            default -> throw foreign(value);
        };
    }

    /** The kind behind the type. */
    public static String kind(@Nullable Object value) {
        return switch (value) {
            case null -> "invalid";
            case List<?> list -> "slice";
            case Map<?, ?> map -> "map";
            case Duration duration -> "int64";
            case ZonedDateTime time -> "struct";
            case Structure structure -> "struct";
            case GoObject object -> kind(object.plain());
            case NilPointer nil -> "ptr";
            default -> name(value);
        };
    }

    private static IllegalArgumentException foreign(Object value) {
        return new IllegalArgumentException(
                "a template cannot hold a " + value.getClass().getName());
    }

    /** What conditions ask: false, zero, nothing and what is empty are false. */
    public static boolean isTrue(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case Boolean bool -> bool;
            case Long number -> number != 0;
            case BigInteger number -> number.signum() != 0;
            case Double number -> number != 0;
            case String text -> !text.isEmpty();
            case List<?> list -> !list.isEmpty();
            case Map<?, ?> map -> !map.isEmpty();
            case Duration duration -> !duration.isZero();
            case Structure structure -> true;
            case GoObject object -> isTrue(object.plain());
            case NilPointer nil -> false;
            default -> true;
        };
    }

    /** Of a text in bytes, as Go counts. */
    public static long length(@Nullable Object value) {
        return switch (value) {
            case String text -> text.getBytes(StandardCharsets.UTF_8).length;
            case List<?> list -> list.size();
            case Map<?, ?> map -> map.size();
            case GoObject object when !(object instanceof Structure) -> length(object.plain());
            case null -> throw new FunctionException("len of untyped nil");
            default -> throw new FunctionException("len of type " + name(value));
        };
    }

    /** The object without its methods. */
    public static @Nullable Object plain(@Nullable Object value) {
        return value instanceof GoObject object ? object.plain() : value;
    }
}
