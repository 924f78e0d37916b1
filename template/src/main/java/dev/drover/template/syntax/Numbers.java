package dev.drover.template.syntax;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Go's number constants: whole ones in four bases with underscores, and floating ones, also hexadecimal. */
public final class Numbers {
    private static final Pattern FLOAT = Pattern.compile("[0-9]*\\.?[0-9]*([eE][-+]?[0-9]+)?");
    private static final Pattern HEX_FLOAT = Pattern.compile("0[xX][0-9a-fA-F]*\\.?[0-9a-fA-F]*[pP][-+]?[0-9]+");
    private static final int MAX_LENGTH = 400;

    private Numbers() {}

    /** A Long or a Double; empty when the text is neither, or too large for 64 bits. */
    public static Optional<Object> constant(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        boolean signed = text.startsWith("+") || text.startsWith("-");
        String digits = signed ? text.substring(1) : text;
        boolean negative = text.startsWith("-");
        boolean hex = digits.toLowerCase(Locale.ROOT).startsWith("0x");
        boolean floats = hex ? digits.matches("(?s).*[pP.].*") : digits.matches("(?s).*[eE.].*");
        if (floats) {
            return floating(digits.replace("_", "")).map(value -> negative ? -value : value);
        }
        return whole(digits).flatMap(value -> fitting(negative ? value.negate() : value));
    }

    private static Optional<Double> floating(String digits) {
        boolean known = HEX_FLOAT.matcher(digits).matches()
                || (FLOAT.matcher(digits).matches() && digits.matches("\\.?[0-9].*"));
        if (!known) {
            return Optional.empty();
        }
        double value = Double.parseDouble(digits);
        return Double.isInfinite(value) ? Optional.empty() : Optional.of(value);
    }

    /** Without a sign, with the prefix of its base. */
    public static Optional<BigInteger> whole(String digits) {
        String lower = digits.toLowerCase(Locale.ROOT);
        int radix = 10;
        String body = lower;
        if (lower.startsWith("0x")) {
            radix = 16;
        } else if (lower.startsWith("0b")) {
            radix = 2;
        } else if (lower.startsWith("0o")) {
            radix = 8;
        } else if (lower.length() > 1 && lower.startsWith("0")) {
            radix = 8;
            body = "0" + lower;
        }
        if (radix != 10) {
            body = body.substring(2);
        }
        body = body.replace("_", "");
        try {
            return body.isEmpty() || body.startsWith("-") || body.startsWith("+")
                    ? Optional.empty()
                    : Optional.of(new BigInteger(body, radix));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    private static Optional<Object> fitting(BigInteger value) {
        return value.bitLength() < 64 ? Optional.of(value.longValue()) : Optional.empty();
    }
}
