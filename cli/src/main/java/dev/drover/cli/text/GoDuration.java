package dev.drover.cli.text;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations in the notation of job files and of the compatible command line: {@code 1h1m6s}, {@code 166.368µs}. */
public final class GoDuration {
    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d*)?|\\.\\d+)(ns|us|µs|μs|ms|s|m|h)");

    private static final Map<String, Long> NANOS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "µs", 1_000L,
            "μs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);

    private GoDuration() {}

    /** Reads such as {@code 1m30s}; throws {@link IllegalArgumentException} with what was expected. */
    public static Duration parse(String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        boolean negative = text.startsWith("-");
        Matcher part = PART.matcher(text);
        int at = negative ? 1 : 0;
        double nanos = 0;
        while (part.find(at) && part.start() == at) {
            nanos += Double.parseDouble(part.group(1)) * NANOS.getOrDefault(part.group(2), 0L);
            at = part.end();
        }
        if (at != text.length() || at == (negative ? 1 : 0)) {
            throw new IllegalArgumentException("expected a duration such as 30s or 1h30m");
        }
        return Duration.ofNanos(Math.round(negative ? -nanos : nanos));
    }

    public static String format(Duration duration) {
        long nanos = duration.toNanos();
        if (nanos < 0) {
            return "-" + format(duration.negated());
        }
        if (nanos == 0) {
            return "0s";
        }
        if (nanos < 1_000) {
            return nanos + "ns";
        }
        if (nanos < 1_000_000) {
            return decimal(nanos, 1_000) + "µs";
        }
        if (nanos < 1_000_000_000) {
            return decimal(nanos, 1_000_000) + "ms";
        }
        long hours = duration.toHours();
        long minutes = duration.toMinutesPart();
        String seconds = decimal(nanos % 60_000_000_000L, 1_000_000_000) + "s";
        return (hours > 0 ? hours + "h" : "") + (hours > 0 || minutes > 0 ? minutes + "m" : "") + seconds;
    }

    private static String decimal(long value, long unit) {
        long fraction = value % unit;
        if (fraction == 0) {
            return Long.toString(value / unit);
        }
        String digits = Long.toString(unit + fraction).substring(1);
        return value / unit + "." + digits.replaceAll("0+$", "");
    }
}
