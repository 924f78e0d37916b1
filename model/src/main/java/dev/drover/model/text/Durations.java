package dev.drover.model.text;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/** Durations as job files, flags and tables write them: {@code 1h30m5s}, {@code 250ms}, {@code 1.5s}. */
public final class Durations {
    private record Unit(String name, long nanos) {}

    /** Longer names first, so that {@code ms} is not read as minutes. */
    private static final List<Unit> UNITS = List.of(
            new Unit("ns", 1),
            new Unit("us", 1_000),
            new Unit("µs", 1_000),
            new Unit("μs", 1_000),
            new Unit("ms", 1_000_000),
            new Unit("s", 1_000_000_000L),
            new Unit("m", 60_000_000_000L),
            new Unit("h", 3_600_000_000_000L));

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
            throw malformed(text);
        }
        BigDecimal nanos = BigDecimal.ZERO;
        int at = start;
        while (at < text.length()) {
            int numberEnd = endOfNumber(text, at);
            Unit unit = unitAt(text, numberEnd);
            nanos = nanos.add(number(text, at, numberEnd).multiply(BigDecimal.valueOf(unit.nanos)));
            at = numberEnd + unit.name.length();
        }
        if (nanos.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("duration \"" + text + "\" is longer than 292 years");
        }
        return Duration.ofNanos(negative ? -nanos.longValue() : nanos.longValue());
    }

    private static int endOfNumber(String text, int start) {
        int at = start;
        while (at < text.length() && (text.charAt(at) == '.' || isDigit(text.charAt(at)))) {
            at++;
        }
        return at;
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private static BigDecimal number(String text, int start, int end) {
        String digits = text.substring(start, end);
        int dots = digits.length() - digits.replace(".", "").length();
        if (dots > 1 || digits.length() == dots) {
            throw malformed(text);
        }
        return new BigDecimal(digits.endsWith(".") ? digits + "0" : digits);
    }

    private static Unit unitAt(String text, int at) {
        return UNITS.stream()
                .filter(unit -> text.startsWith(unit.name, at))
                .findFirst()
                .orElseThrow(() -> malformed(text));
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException(
                "\"" + text
                        + "\" is not a duration: write numbers with a unit of ns, us, ms, s, m or h, such as \"1h30m\" or \"250ms\"");
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
