package dev.drover.jobspec.functions;

import dev.drover.jobspec.value.FunctionException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.function.BiFunction;

/** The number verbs of {@code format}. */
final class NumberFormat {
    private static final int DEFAULT_PRECISION = 6;
    private static final int SMALLEST_PLAIN_EXPONENT = -4;
    private static final int LARGEST_PLAIN_EXPONENT = 21;

    private NumberFormat() {}

    static String write(
            Formatter.Verb verb, BigDecimal number, BiFunction<Formatter.Verb, String, FunctionException> refuse) {
        return switch (verb.letter()) {
            case 'e', 'E' ->
                cased(
                        verb,
                        signed(verb, exponent(number, verb.precision() < 0 ? DEFAULT_PRECISION : verb.precision())));
            case 'f' ->
                signed(
                        verb,
                        number.setScale(
                                        verb.precision() < 0 ? DEFAULT_PRECISION : verb.precision(),
                                        RoundingMode.HALF_EVEN)
                                .toPlainString());
            case 'g', 'G' -> cased(verb, general(verb, number));
            default -> whole(verb, number, refuse);
        };
    }

    private static String whole(
            Formatter.Verb verb, BigDecimal number, BiFunction<Formatter.Verb, String, FunctionException> refuse) {
        if (number.stripTrailingZeros().scale() > 0) {
            throw refuse.apply(verb, "needs a whole number, found " + Texts.ofNumber(number));
        }
        BigInteger value = number.toBigIntegerExact();
        String digits = value.abs().toString(base(verb.letter()));
        String prefix = verb.has('#') ? prefix(verb.letter()) : "";
        String unsigned = prefix + (verb.letter() == 'X' ? digits.toUpperCase(Locale.ROOT) : digits);
        return signed(verb, value.signum() < 0 ? "-" + unsigned : unsigned);
    }

    private static int base(char letter) {
        return switch (letter) {
            case 'b' -> 2;
            case 'o' -> 8;
            case 'x', 'X' -> 16;
            default -> 10;
        };
    }

    private static String prefix(char letter) {
        return switch (letter) {
            case 'b' -> "0b";
            case 'o' -> "0";
            case 'x' -> "0x";
            case 'X' -> "0X";
            default -> "";
        };
    }

    /** Plain digits, or an exponent where those would be many; with a precision, that many significant digits. */
    static String general(Formatter.Verb verb, BigDecimal number) {
        BigDecimal rounded = number;
        if (verb.precision() >= 0) {
            rounded = number.round(new MathContext(Math.max(1, verb.precision()), RoundingMode.HALF_EVEN));
        }
        BigDecimal shown = rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros();
        int exponent = shown.precision() - shown.scale() - 1;
        int limit = verb.precision() < 0 ? LARGEST_PLAIN_EXPONENT : Math.max(1, verb.precision());
        boolean plain = (verb.letter() == 'v' && verb.precision() < 0)
                || (exponent >= SMALLEST_PLAIN_EXPONENT && exponent < limit);
        return signed(verb, plain ? Texts.ofNumber(shown) : exponent(shown, shown.precision() - 1));
    }

    /** {@code 1.5e+03}: digits after the point as given, exponent with sign and at least two digits. */
    private static String exponent(BigDecimal number, int decimals) {
        BigDecimal rounded = number.round(new MathContext(decimals + 1, RoundingMode.HALF_EVEN));
        int exponent = rounded.signum() == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
        String mantissa = rounded.movePointLeft(exponent)
                .setScale(decimals, RoundingMode.HALF_EVEN)
                .toPlainString();
        return mantissa + "e" + (exponent < 0 ? "-" : "+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    }

    private static String signed(Formatter.Verb verb, String number) {
        if (number.startsWith("-")) {
            return number;
        }
        return verb.has('+') ? "+" + number : verb.has(' ') ? " " + number : number;
    }

    private static String cased(Formatter.Verb verb, String number) {
        return Character.isUpperCase(verb.letter()) ? number.toUpperCase(Locale.ROOT) : number;
    }
}
