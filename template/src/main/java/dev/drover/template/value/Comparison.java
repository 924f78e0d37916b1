package dev.drover.template.value;

import dev.drover.template.FunctionException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Go's comparisons: numbers compare with numbers of their own kind only, so that {@code eq 1 1.0} is a mistake and not false. */
public final class Comparison {
    private enum Kind {
        BOOL,
        WHOLE,
        FLOAT,
        TEXT,
        OTHER
    }

    private Comparison() {}

    private static Kind kind(@Nullable Object value) {
        return switch (value) {
            case Boolean bool -> Kind.BOOL;
            case Long number -> Kind.WHOLE;
            case BigInteger number -> Kind.WHOLE;
            case Duration duration -> Kind.WHOLE;
            case Double number -> Kind.FLOAT;
            case String text -> Kind.TEXT;
            case null -> Kind.OTHER;
            default -> Kind.OTHER;
        };
    }

    public static boolean equal(@Nullable Object first, @Nullable Object second) {
        Object left = first instanceof Structure ? first : GoTypes.plain(first);
        Object right = second instanceof Structure ? second : GoTypes.plain(second);
        if (left == null || right == null || left == NilPointer.NIL || right == NilPointer.NIL) {
            return (left == null || left == NilPointer.NIL) && (right == null || right == NilPointer.NIL);
        }
        if (kind(left) != kind(right)) {
            throw incompatible(left, right);
        }
        if (left instanceof List || left instanceof Map || right instanceof List || right instanceof Map) {
            throw new FunctionException("non-comparable types " + GoTypes.name(left) + " and " + GoTypes.name(right));
        }
        return kind(left) == Kind.WHOLE
                ? whole(left).equals(whole(right))
                : left.equals(right) || bothZero(left, right);
    }

    private static boolean bothZero(Object left, Object right) {
        return left instanceof Double first && right instanceof Double second && first == 0 && second == 0;
    }

    public static boolean less(@Nullable Object first, @Nullable Object second) {
        Object left = GoTypes.plain(first);
        Object right = GoTypes.plain(second);
        for (Object side : new @Nullable Object[] {left, right}) {
            if (kind(side) == Kind.OTHER || kind(side) == Kind.BOOL) {
                throw new FunctionException("invalid type for comparison: " + GoTypes.name(side));
            }
        }
        if (left == null || right == null || kind(left) != kind(right)) {
            throw incompatible(left, right);
        }
        return switch (kind(left)) {
            case WHOLE -> whole(left).compareTo(whole(right)) < 0;
            case FLOAT -> (Double) left < (Double) right;
            case TEXT -> MapOrder.byCodePoint((String) left, (String) right) < 0;
            case BOOL, OTHER -> false;
        };
    }

    private static FunctionException incompatible(@Nullable Object left, @Nullable Object right) {
        return new FunctionException(
                "incompatible types for comparison: " + GoTypes.name(left) + " and " + GoTypes.name(right));
    }

    private static BigInteger whole(Object value) {
        return switch (value) {
            case Long number -> BigInteger.valueOf(number);
            case Duration duration -> BigInteger.valueOf(GoDuration.nanos(duration));
            default -> (BigInteger) value;
        };
    }
}
