package dev.drover.template.value;

import dev.drover.template.FunctionException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Go's durations: 64 bits of nanoseconds, written as {@code 1h30m0s} or {@code 1.5ms}. */
public final class GoDuration {
    private static final Map<String, BigDecimal> UNITS = Map.of(
            "ns", new BigDecimal("1"),
            "us", new BigDecimal("1000"),
            "µs", new BigDecimal("1000"),
            "μs", new BigDecimal("1000"),
            "ms", new BigDecimal("1000000"),
            "s", new BigDecimal("1000000000"),
            "m", new BigDecimal("60000000000"),
            "h", new BigDecimal("3600000000000"));
    private static final Pattern PART = Pattern.compile("([0-9]+\\.?[0-9]*|\\.[0-9]+)([a-zµμ]+)");
    private static final int MAX_TEXT = 100;

    private GoDuration() {}

    public static long nanos(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException tooLong) {
            return duration.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    /** Throws {@link FunctionException} when the text is no duration. */
    public static Duration parse(String text) {
        String body = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        if (body.equals("0")) {
            return Duration.ZERO;
        }
        Matcher part = PART.matcher(body);
        BigDecimal sum = BigDecimal.ZERO;
        int at = 0;
        while (body.length() <= MAX_TEXT && part.lookingAt() && UNITS.containsKey(part.group(2))) {
            sum = sum.add(new BigDecimal(part.group(1)).multiply(UNITS.get(part.group(2)), MathContext.DECIMAL128));
            at = part.end();
            part.region(at, body.length());
        }
        if (at == 0 || at < body.length() || sum.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new FunctionException("invalid duration \"" + text + "\"");
        }
        return Duration.ofNanos(text.startsWith("-") ? -sum.longValue() : sum.longValue());
    }

    public static String text(Duration duration) {
        long nanos = nanos(duration);
        if (nanos == 0) {
            return "0s";
        }
        String sign = nanos < 0 ? "-" : "";
        BigDecimal size = BigDecimal.valueOf(nanos).abs();
        BigDecimal second = UNITS.get("s");
        if (size.compareTo(second) < 0) {
            String unit =
                    size.compareTo(UNITS.get("us")) < 0 ? "ns" : size.compareTo(UNITS.get("ms")) < 0 ? "µs" : "ms";
            return sign + plain(size.divide(UNITS.get(unit))) + unit;
        }
        BigDecimal minutes = size.divideToIntegralValue(UNITS.get("m"));
        String seconds = plain(size.remainder(UNITS.get("m")).divide(second)) + "s";
        if (minutes.signum() == 0) {
            return sign + seconds;
        }
        BigDecimal sixty = BigDecimal.valueOf(60);
        BigDecimal hours = minutes.divideToIntegralValue(sixty);
        return sign + (hours.signum() == 0 ? "" : plain(hours) + "h") + plain(minutes.remainder(sixty)) + "m" + seconds;
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
