package dev.drover.template.functions;

import dev.drover.template.syntax.Numbers;
import dev.drover.template.value.GoDuration;
import dev.drover.template.value.GoText;
import dev.drover.template.value.GoTypes;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sprig takes nearly everything for a number or a text, and what it cannot read for zero. */
final class Casts {
    private Casts() {}

    static long whole(@Nullable Object value) {
        return switch (value) {
            case Long number -> number;
            case BigInteger number -> number.longValue();
            case Double number -> number.longValue();
            case Boolean bool -> bool ? 1 : 0;
            case Duration duration -> GoDuration.nanos(duration);
            case String text -> wholeText(text);
            case null -> 0;
            default -> 0;
        };
    }

    private static long wholeText(String text) {
        boolean signed = text.startsWith("-") || text.startsWith("+");
        return Numbers.whole(signed ? text.substring(1) : text)
                .filter(number -> number.bitLength() < 64)
                .map(number -> text.startsWith("-") ? -number.longValue() : number.longValue())
                .orElse(0L);
    }

    static double number(@Nullable Object value) {
        return switch (value) {
            case Double number -> number;
            case String text ->
                Numbers.constant(text)
                        .map(found -> ((Number) found).doubleValue())
                        .orElse(0.0);
            case null -> 0;
            default -> whole(value);
        };
    }

    static String text(@Nullable Object value) {
        return GoText.of(value);
    }

    /** A list as it is; anything else becomes a list of itself. Nothing is left out. */
    static List<String> texts(@Nullable Object value) {
        return switch (GoTypes.plain(value)) {
            case null -> List.of();
            case List<?> list ->
                list.stream().filter(item -> item != null).map(Casts::text).toList();
            default -> List.of(text(value));
        };
    }

    /** What Sprig takes for empty: as conditions do. */
    static boolean isEmpty(@Nullable Object value) {
        return !(value instanceof Map<?, ?> map ? !map.isEmpty() : GoTypes.isTrue(value));
    }
}
