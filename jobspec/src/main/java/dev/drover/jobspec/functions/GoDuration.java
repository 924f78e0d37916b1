package dev.drover.jobspec.functions;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;

/** Durations as job files write them: {@code 1h30m}, {@code 1.5s}, {@code 300ms}, {@code -5s}, {@code 0}. At most 292 years. */
public final class GoDuration {
    private static final Map<String, BigDecimal> NANOS = Map.of(
            "ns", BigDecimal.ONE,
            "us", BigDecimal.valueOf(1_000),
            "\u00b5s", BigDecimal.valueOf(1_000),
            "\u03bcs", BigDecimal.valueOf(1_000),
            "ms", BigDecimal.valueOf(1_000_000),
            "s", BigDecimal.valueOf(1_000_000_000L),
            "m", BigDecimal.valueOf(60_000_000_000L),
            "h", BigDecimal.valueOf(3_600_000_000_000L));

    private static final int MAX_LENGTH = 100;

    private GoDuration() {}

    /** Reads a duration. Throws {@link IllegalArgumentException} with what is wrong and an example. */
    public static Duration parse(String text) {
        boolean signed = text.startsWith("-") || text.startsWith("+");
        String rest = signed ? text.substring(1) : text;
        if (rest.isEmpty() || rest.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "\"" + shortened(text) + "\" is no duration; write it like \"30s\" or \"1h30m\"");
        }
        if (rest.equals("0")) {
            return Duration.ZERO;
        }
        BigDecimal nanos = BigDecimal.ZERO;
        int index = 0;
        while (index < rest.length()) {
            int unitStart = skip(rest, index, true);
            int end = skip(rest, unitStart, false);
            nanos = nanos.add(part(text, rest.substring(index, unitStart), rest.substring(unitStart, end)));
            index = end;
        }
        if (nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new IllegalArgumentException("\"" + text + "\" is longer than 292 years");
        }
        return Duration.ofNanos(text.startsWith("-") ? -nanos.longValue() : nanos.longValue());
    }

    private static int skip(String text, int start, boolean digits) {
        int index = start;
        while (index < text.length() && isDigit(text.charAt(index)) == digits) {
            index++;
        }
        return index;
    }

    private static boolean isDigit(char character) {
        return (character >= '0' && character <= '9') || character == '.';
    }

    private static BigDecimal part(String whole, String number, String unit) {
        if (unit.isEmpty() && !number.isEmpty()) {
            throw new IllegalArgumentException("\"" + whole + "\" has no unit; write \"" + whole
                    + "s\" for seconds (units are h, m, s, ms, us, ns)");
        }
        BigDecimal factor = NANOS.get(unit);
        if (number.isEmpty() || factor == null) {
            String fault = number.isEmpty()
                    ? "has no number"
                    : "has the unit \"" + unit + "\", which is none of h, m, s, ms, us, ns";
            throw new IllegalArgumentException("\"" + whole + "\" " + fault + "; write it like \"30s\" or \"1h30m\"");
        }
        try {
            return new BigDecimal(number).multiply(factor);
        } catch (NumberFormatException fault) {
            throw new IllegalArgumentException(
                    "\"" + whole + "\" is no duration; write it like \"30s\" or \"1h30m\"", fault);
        }
    }

    private static String shortened(String text) {
        return text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) + "..." : text;
    }
}
