package dev.drover.model.text;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;

/** Durations as job files, flags and tables write them: {@code 1h30m5s}, {@code 250ms}, {@code 1.5s}. */
public final class Durations {
    private static final Map<String, BigDecimal> NANOS = Map.of(
            "ns", BigDecimal.ONE,
            "us", BigDecimal.valueOf(1_000),
            "\u00b5s", BigDecimal.valueOf(1_000),
            "\u03bcs", BigDecimal.valueOf(1_000),
            "ms", BigDecimal.valueOf(1_000_000),
            "s", BigDecimal.valueOf(1_000_000_000L),
            "m", BigDecimal.valueOf(60_000_000_000L),
            "h", BigDecimal.valueOf(3_600_000_000_000L));

    private static final BigDecimal LONGEST = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final int LONGEST_TEXT = 128;

    private Durations() {}

    /**
     * Reads a sum of numbers with units ns, us, ms, s, m or h, such as {@code 1h30m} or {@code -1.5s}; {@code 0} needs no unit.
     *
     * @throws IllegalArgumentException when the text is something else or does not fit 64 bits of nanoseconds (292 years)
     */
    public static Duration parse(String text) {
        boolean negative = text.startsWith("-");
        int start = negative || text.startsWith("+") ? 1 : 0;
        if (text.substring(start).equals("0")) {
            return Duration.ZERO;
        }
        if (start == text.length() || text.length() > LONGEST_TEXT) {
            throw fault(text, "is no duration");
        }
        BigDecimal nanos = BigDecimal.ZERO;
        int at = start;
        while (at < text.length()) {
            int unitStart = skip(text, at, true);
            int end = skip(text, unitStart, false);
            nanos = nanos.add(part(text, text.substring(at, unitStart), text.substring(unitStart, end)));
            at = end;
        }
        if (nanos.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("\"" + text + "\" is longer than 292 years");
        }
        return Duration.ofNanos(negative ? -nanos.longValue() : nanos.longValue());
    }

    private static int skip(String text, int start, boolean digits) {
        int at = start;
        while (at < text.length() && isPartOfNumber(text.charAt(at)) == digits) {
            at++;
        }
        return at;
    }

    private static boolean isPartOfNumber(char character) {
        return (character >= '0' && character <= '9') || character == '.';
    }

    private static BigDecimal part(String whole, String number, String unit) {
        if (unit.isEmpty()) {
            throw new IllegalArgumentException("\"" + whole + "\" has no unit; write \"" + whole
                    + "s\" for seconds, or such as \"1h30m\" (units are h, m, s, ms, us, ns)");
        }
        BigDecimal factor = NANOS.get(unit);
        if (number.isEmpty()) {
            throw fault(whole, "has no number");
        }
        if (factor == null) {
            throw fault(whole, "has the unit \"" + unit + "\", which is none of h, m, s, ms, us, ns");
        }
        try {
            return new BigDecimal(number).multiply(factor);
        } catch (NumberFormatException malformed) {
            throw fault(whole, "is no duration");
        }
    }

    private static IllegalArgumentException fault(String text, String reason) {
        String shown = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "..." : text;
        return new IllegalArgumentException(
                "\"" + shown + "\" " + reason + "; write it like \"30s\", \"250ms\" or \"1h30m\"");
    }

    /** As Go prints durations: {@code 1m30s}, {@code 1h0m0s}, {@code 1.5s}, {@code 250ms}, {@code 0s}. */
    public static String format(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        if (duration.isNegative()) {
            return "-" + format(duration.negated());
        }
        if (duration.toSeconds() == 0) {
            return fractionOfSecond(duration.toNanos());
        }
        StringBuilder text = new StringBuilder();
        if (duration.toHours() > 0) {
            text.append(duration.toHours()).append('h');
        }
        if (duration.toMinutes() > 0) {
            text.append(duration.toMinutesPart()).append('m');
        }
        return text.append(scaled(duration.toSecondsPart() * 1_000_000_000L + duration.toNanosPart(), 9))
                .append('s')
                .toString();
    }

    private static String fractionOfSecond(long nanos) {
        if (nanos < 1_000) {
            return nanos + "ns";
        }
        return nanos < 1_000_000 ? scaled(nanos, 3) + "µs" : scaled(nanos, 6) + "ms";
    }

    private static String scaled(long value, int digits) {
        BigDecimal number = BigDecimal.valueOf(value, digits).stripTrailingZeros();
        return number.toPlainString();
    }
}
