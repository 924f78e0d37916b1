package dev.drover.jobspec.functions;

import dev.drover.jobspec.value.Value;
import java.math.BigDecimal;
import java.util.Optional;

/** What converts to a number. */
final class Numbers {
    /** Exponents beyond this are refused: adding such a number to 1 would need that many digits. */
    static final int MAX_EXPONENT = 10_000;

    private static final int MAX_TEXT = 1_000;

    private Numbers() {}

    static Optional<BigDecimal> of(Value value) {
        return switch (value) {
            case Value.Num number -> Optional.of(number.value()).filter(Numbers::isBounded);
            case Value.Text text -> parse(text.value());
            case Value.Bool b -> Optional.empty();
            case Value.Null n -> Optional.empty();
            case Value.Sequence s -> Optional.empty();
            case Value.Mapping m -> Optional.empty();
        };
    }

    /** A decimal number as text, or nothing when the text is something else. */
    static Optional<BigDecimal> parse(String text) {
        if (text.isEmpty() || text.length() > MAX_TEXT) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigDecimal(text)).filter(Numbers::isBounded);
        } catch (NumberFormatException fault) {
            return Optional.empty();
        }
    }

    private static boolean isBounded(BigDecimal number) {
        return Math.abs((long) number.scale()) <= MAX_EXPONENT;
    }
}
