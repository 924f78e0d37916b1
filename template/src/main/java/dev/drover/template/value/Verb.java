package dev.drover.template.value;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One verb of a format with its flags, applied to a value and, in lists and maps, to every element. */
final class Verb {
    static final int NONE = -1;
    private static final int DEFAULT_PRECISION = 6;

    int width;
    boolean hasWidth;
    int precision = NONE;
    private boolean plus;
    private boolean minus;
    private boolean sharp;
    private boolean space;
    private boolean zero;

    void flag(char flag) {
        switch (flag) {
            case '+' -> plus = true;
            case '-' -> minus = true;
            case '#' -> sharp = true;
            case ' ' -> space = true;
            default -> zero = true;
        }
    }

    void write(StringBuilder out, int verb, @Nullable Object value) {
        switch (verb) {
            case 'T' -> pad(out, GoTypes.name(value), false);
            case 'v' -> {
                if (sharp) {
                    pad(out, GoSyntax.of(value), false);
                } else {
                    any(out, verb, value);
                }
            }
            default -> any(out, verb, value);
        }
    }

    private void any(StringBuilder out, int verb, @Nullable Object value) {
        switch (value) {
            case null -> nothing(out, verb);
            case NilPointer nil -> nothing(out, verb);
            case Boolean bool -> {
                if (verb == 't' || verb == 'v') {
                    pad(out, bool.toString(), false);
                } else {
                    bad(out, verb, value);
                }
            }
            case Long number -> whole(out, verb, BigInteger.valueOf(number), value);
            case BigInteger number -> whole(out, verb, number, value);
            case Duration duration
            when verb == 'v' || verb == 's' || verb == 'q' -> text(out, verb, GoText.of(duration), value);
            case Duration duration -> whole(out, verb, BigInteger.valueOf(GoDuration.nanos(duration)), value);
            case Double number -> floating(out, verb, number, value);
            case String text -> text(out, verb, text, value);
            case List<?> list -> list(out, verb, list);
            case Map<?, ?> map -> map(out, verb, map);
            case GoObject object
            when verb == 'v' || verb == 's' || verb == 'q' -> text(out, verb, object.text(), value);
            default -> text(out, verb, GoText.of(value), value);
        }
    }

    private void nothing(StringBuilder out, int verb) {
        if (verb == 'v') {
            pad(out, "<nil>", false);
        } else {
            out.append("%!").appendCodePoint(verb).append("(<nil>)");
        }
    }

    private static void bad(StringBuilder out, int verb, Object value) {
        out.append("%!")
                .appendCodePoint(verb)
                .append('(')
                .append(GoTypes.name(value))
                .append('=')
                .append(GoText.of(value))
                .append(')');
    }

    private void list(StringBuilder out, int verb, List<?> list) {
        out.append('[');
        String between = "";
        for (Object item : list) {
            out.append(between);
            any(out, verb, item);
            between = " ";
        }
        out.append(']');
    }

    private void map(StringBuilder out, int verb, Map<?, ?> map) {
        out.append("map[");
        String between = "";
        for (Map.Entry<?, ?> entry : MapOrder.entries(map)) {
            out.append(between);
            any(out, verb, entry.getKey());
            out.append(':');
            any(out, verb, entry.getValue());
            between = " ";
        }
        out.append(']');
    }

    private void whole(StringBuilder out, int verb, BigInteger number, Object value) {
        switch (verb) {
            case 'v', 'd' -> number(out, number, 10, "");
            case 'b' -> number(out, number, 2, sharp ? "0b" : "");
            case 'o' -> number(out, number, 8, sharp ? "0" : "");
            case 'O' -> number(out, number, 8, "0o");
            case 'x' -> number(out, number, 16, sharp ? "0x" : "");
            case 'X' -> number(out, number, -16, sharp ? "0X" : "");
            case 'c' -> pad(out, Character.toString(codePoint(number)), false);
            case 'q' -> pad(out, Quotes.quoteCharacter(codePoint(number), plus), false);
            case 'U' -> {
                String digits = number.toString(16).toUpperCase(Locale.ROOT);
                String name = "U+" + "0".repeat(Math.max(0, 4 - digits.length())) + digits;
                pad(out, sharp ? name + " '" + Character.toString(codePoint(number)) + "'" : name, false);
            }
            default -> bad(out, verb, value);
        }
    }

    private static int codePoint(BigInteger number) {
        boolean valid =
                number.bitLength() < 31 && number.signum() >= 0 && number.intValue() <= Character.MAX_CODE_POINT;
        return valid ? number.intValue() : 0xFFFD;
    }

    private void number(StringBuilder out, BigInteger number, int radix, String prefix) {
        String digits = number.abs().toString(Math.abs(radix));
        if (radix < 0) {
            digits = digits.toUpperCase(Locale.ROOT);
        }
        String sign = sign(number.signum() < 0);
        int wanted = precision;
        if (precision == NONE && zero && !minus && hasWidth) {
            wanted = width - sign.length();
        }
        if (precision == 0 && number.signum() == 0) {
            pad(out, "", false);
            return;
        }
        String zeros = "0".repeat(Math.max(0, wanted - digits.length()));
        boolean octal = prefix.equals("0") && (zeros + digits).startsWith("0");
        pad(out, sign + (octal ? "" : prefix) + zeros + digits, false);
    }

    private String sign(boolean negative) {
        return negative ? "-" : plus ? "+" : space ? " " : "";
    }

    private void floating(StringBuilder out, int verb, double number, Object value) {
        boolean upper = verb == 'E' || verb == 'G';
        char form = switch (verb) {
            case 'e', 'E' -> 'e';
            case 'f', 'F' -> 'f';
            case 'g', 'G', 'v' -> 'g';
            default -> ' ';
        };
        if (form == ' ') {
            bad(out, verb, value);
            return;
        }
        int digits = precision == NONE && form != 'g' ? DEFAULT_PRECISION : precision;
        String text = Floats.text(number, form, digits, GoText.EXPONENT);
        String sign = sign(GoText.isNegative(number));
        boolean finite = Double.isFinite(number);
        if (Double.isInfinite(number) && sign.isEmpty()) {
            sign = "+";
        }
        text = upper ? text.toUpperCase(Locale.ROOT) : text;
        if (zero && !minus && hasWidth && finite) {
            text = "0".repeat(Math.max(0, width - sign.length() - text.length())) + text;
        }
        pad(out, sign + text, false);
    }

    private void text(StringBuilder out, int verb, String text, Object value) {
        switch (verb) {
            case 'v', 's' -> pad(out, cut(text), zero && !minus);
            case 'q' -> {
                String cut = cut(text);
                boolean raw = sharp && cut.indexOf('`') < 0 && cut.codePoints().allMatch(Quotes::isPrintable);
                pad(out, raw ? "`" + cut + "`" : Quotes.quote(cut, plus), zero && !minus);
            }
            case 'x', 'X' -> {
                HexFormat hex = verb == 'x' ? HexFormat.of() : HexFormat.of().withUpperCase();
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                int length = precision == NONE ? bytes.length : Math.min(precision, bytes.length);
                HexFormat spaced = space ? hex.withDelimiter(" ") : hex;
                String prefix = sharp && length > 0 ? (verb == 'x' ? "0x" : "0X") : "";
                pad(
                        out,
                        prefix
                                + (space && sharp ? spaced.withDelimiter(" " + prefix) : spaced)
                                        .formatHex(bytes, 0, length),
                        zero);
            }
            default -> bad(out, verb, value);
        }
    }

    private String cut(String text) {
        return precision == NONE || precision >= text.codePointCount(0, text.length())
                ? text
                : text.substring(0, text.offsetByCodePoints(0, precision));
    }

    /** Fills up to the width, which counts characters and not bytes. */
    private void pad(StringBuilder out, String text, boolean zeros) {
        int missing = Math.max(0, width - text.codePointCount(0, text.length()));
        if (minus) {
            out.append(text).repeat(" ", missing);
        } else {
            out.repeat(zeros ? "0" : " ", missing).append(text);
        }
    }
}
