package dev.drover.template.value;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Floating numbers as text in the ways of Go: {@code e}, {@code f} and {@code g}, with a precision or the shortest that reads back the same. */
final class Floats {
    static final int SHORTEST = -1;
    private static final int MAX_PRECISION = 1_000;

    private Floats() {}

    /**
     * Writes a number without a sign.
     *
     * @param precision digits; {@link #SHORTEST} for as many as needed
     * @param threshold the exponent from which the form {@code g} without precision is written with an exponent
     */
    static String text(double value, char form, int precision, int threshold) {
        double size = Math.abs(value);
        if (Double.isNaN(size)) {
            return "NaN";
        }
        if (Double.isInfinite(size)) {
            return "Inf";
        }
        int digits = Math.min(precision, MAX_PRECISION);
        return switch (form) {
            case 'e' -> exponential(size, digits);
            case 'f' -> fixed(size, digits);
            default -> general(size, digits, threshold);
        };
    }

    private static String fixed(double size, int precision) {
        BigDecimal exact = precision == SHORTEST ? shortest(size) : new BigDecimal(size);
        if (precision == SHORTEST) {
            return exact.scale() <= 0
                    ? exact.setScale(0, RoundingMode.UNNECESSARY).toPlainString()
                    : exact.toPlainString();
        }
        return exact.setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
    }

    /** The fewest digits that stand for the same number. */
    private static BigDecimal shortest(double size) {
        BigDecimal number = new BigDecimal(Double.toString(size)).stripTrailingZeros();
        return number.signum() == 0 ? BigDecimal.ZERO : number;
    }

    private static BigDecimal rounded(double size, int digits) {
        BigDecimal exact = new BigDecimal(size);
        return exact.signum() == 0 ? exact : exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
    }

    private static String exponential(double size, int precision) {
        BigDecimal number = precision == SHORTEST ? shortest(size) : rounded(size, precision + 1);
        String digits = number.unscaledValue().toString();
        int exponent = number.signum() == 0 ? 0 : digits.length() - 1 - number.scale();
        int wanted = precision == SHORTEST ? digits.length() : precision + 1;
        String padded = (digits + "0".repeat(Math.max(0, wanted - digits.length()))).substring(0, wanted);
        String mantissa = padded.charAt(0) + (padded.length() > 1 ? "." + padded.substring(1) : "");
        return mantissa + exponent(exponent);
    }

    private static String exponent(int exponent) {
        String digits = Integer.toString(Math.abs(exponent));
        return (exponent < 0 ? "e-" : "e+") + (digits.length() < 2 ? "0" : "") + digits;
    }

    private static String general(double size, int precision, int threshold) {
        int digits = precision == 0 ? 1 : precision;
        BigDecimal number =
                precision == SHORTEST ? shortest(size) : rounded(size, digits).stripTrailingZeros();
        if (number.signum() == 0) {
            return "0";
        }
        int length = number.unscaledValue().toString().length();
        int exponent = length - 1 - number.scale();
        int limit = precision == SHORTEST ? threshold : digits;
        if (exponent < -4 || exponent >= limit) {
            String unscaled = number.unscaledValue().toString();
            return unscaled.charAt(0) + (unscaled.length() > 1 ? "." + unscaled.substring(1) : "") + exponent(exponent);
        }
        return number.scale() <= 0
                ? number.setScale(0, RoundingMode.UNNECESSARY).toPlainString()
                : number.toPlainString();
    }
}
