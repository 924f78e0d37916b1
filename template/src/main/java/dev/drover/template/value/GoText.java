package dev.drover.template.value;

import dev.drover.template.FunctionException;
import dev.drover.template.Limits;
import java.math.BigInteger;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How values are written when nothing else is asked for: Go's {@code %v}. */
public final class GoText {
    /** From this exponent floating numbers are written with it. */
    static final int EXPONENT = 6;

    private static final int MAX_DEPTH = 200;
    private static final String TIME = "2006-01-02 15:04:05.999999999 -0700 MST";

    private GoText() {}

    /** Throws {@link FunctionException} when the text gets longer than a template may write. */
    public static String of(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        append(out, value, 0);
        return out.toString();
    }

    private static void append(StringBuilder out, @Nullable Object value, int depth) {
        if (out.length() > Limits.STANDARD.output() || depth > MAX_DEPTH) {
            throw new FunctionException("the value is too large or too deep to be written");
        }
        switch (value) {
            case null -> out.append("<nil>");
            case NilPointer nil -> out.append("<nil>");
            case String text -> out.append(text);
            case Boolean bool -> out.append(bool.booleanValue());
            case Long number -> out.append(number.longValue());
            case BigInteger number -> out.append(number);
            case Double number -> out.append(of(number.doubleValue()));
            case Duration duration -> out.append(GoDuration.text(duration));
            case ZonedDateTime time -> out.append(TimeLayout.format(time, TIME));
            case List<?> list -> {
                out.append('[');
                String between = "";
                for (Object item : list) {
                    out.append(between);
                    append(out, item, depth + 1);
                    between = " ";
                }
                out.append(']');
            }
            case Map<?, ?> map -> {
                out.append("map[");
                String between = "";
                for (Map.Entry<?, ?> entry : MapOrder.entries(map)) {
                    out.append(between);
                    append(out, entry.getKey(), depth + 1);
                    out.append(':');
                    append(out, entry.getValue(), depth + 1);
                    between = " ";
                }
                out.append(']');
            }
            case GoObject object -> out.append(object.text());
            default -> out.append(GoTypes.name(value));
        }
    }

    public static String of(double number) {
        String digits = Floats.text(number, 'g', Floats.SHORTEST, EXPONENT);
        if (Double.isInfinite(number)) {
            return number < 0 ? "-Inf" : "+Inf";
        }
        return isNegative(number) ? "-" + digits : digits;
    }

    static boolean isNegative(double number) {
        return !Double.isNaN(number) && (number < 0 || (number == 0 && 1 / number < 0));
    }
}
