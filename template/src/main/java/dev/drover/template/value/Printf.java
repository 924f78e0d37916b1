package dev.drover.template.value;

import dev.drover.template.FunctionException;
import dev.drover.template.Limits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Go's {@code printf}: reads the format from left to right. What does not fit is no error but is written out in the text, as Go does it
 * ({@code %!d(string=x)}).
 */
public final class Printf {
    private static final int MAX_WIDTH = 1_000_000;
    private static final String FLAGS = "+-# 0";

    private final String format;
    private final List<? extends @Nullable Object> arguments;
    private final StringBuilder out = new StringBuilder();
    private int at;
    private int next;
    private boolean reordered;
    private boolean badIndex;
    private boolean afterIndex;

    private Printf(String format, List<? extends @Nullable Object> arguments) {
        this.format = format;
        this.arguments = arguments;
    }

    public static String format(String format, List<? extends @Nullable Object> arguments) {
        return new Printf(format, arguments).format();
    }

    private String format() {
        while (at < format.length()) {
            int percent = format.indexOf('%', at);
            if (percent < 0) {
                out.append(format, at, format.length());
                break;
            }
            out.append(format, at, percent);
            at = percent + 1;
            verb();
            if (out.length() > Limits.STANDARD.output()) {
                throw new FunctionException("printf makes a text that is too long");
            }
        }
        extra();
        return out.toString();
    }

    private void verb() {
        Verb verb = new Verb();
        badIndex = false;
        afterIndex = false;
        while (at < format.length() && FLAGS.indexOf(format.charAt(at)) >= 0) {
            verb.flag(format.charAt(at++));
        }
        index();
        width(verb);
        precision(verb);
        if (!afterIndex) {
            index();
        }
        if (at >= format.length()) {
            out.append("%!(NOVERB)");
            return;
        }
        int letter = format.codePointAt(at);
        at += Character.charCount(letter);
        if (letter == '%') {
            out.append('%');
        } else if (badIndex) {
            out.append("%!").appendCodePoint(letter).append("(BADINDEX)");
        } else if (next >= arguments.size()) {
            out.append("%!").appendCodePoint(letter).append("(MISSING)");
        } else {
            verb.write(out, letter, arguments.get(next++));
        }
    }

    private void width(Verb verb) {
        if (at < format.length() && format.charAt(at) == '*') {
            at++;
            verb.width = star("%!(BADWIDTH)");
            if (verb.width < 0) {
                verb.width = -verb.width;
                verb.flag('-');
            }
            verb.hasWidth = verb.width != 0;
            afterIndex = false;
        } else if (at < format.length() && Character.isDigit(format.charAt(at))) {
            verb.width = digits();
            verb.hasWidth = true;
            badIndex |= afterIndex;
        }
    }

    private void precision(Verb verb) {
        if (at >= format.length() || format.charAt(at) != '.') {
            return;
        }
        at++;
        badIndex |= afterIndex;
        index();
        if (at < format.length() && format.charAt(at) == '*') {
            at++;
            verb.precision = star("%!(BADPREC)");
            if (verb.precision < 0) {
                verb.precision = Verb.NONE;
            }
            afterIndex = false;
        } else {
            verb.precision = digits();
        }
    }

    private int star(String fault) {
        if (next < arguments.size() && arguments.get(next++) instanceof Long number && Math.abs(number) <= MAX_WIDTH) {
            return number.intValue();
        }
        out.append(fault);
        return 0;
    }

    private int digits() {
        int value = 0;
        while (at < format.length() && Character.isDigit(format.charAt(at))) {
            value = Math.min(value * 10 + Character.digit(format.charAt(at++), 10), MAX_WIDTH);
        }
        return value;
    }

    /** {@code [n]} says which argument comes next. */
    private void index() {
        if (at >= format.length() || format.charAt(at) != '[') {
            return;
        }
        reordered = true;
        int close = format.indexOf(']', at);
        String digits = close < 0 ? "" : format.substring(at + 1, close);
        at = close < 0 ? at + 1 : close + 1;
        afterIndex = true;
        if (digits.matches("[0-9]{1,6}")
                && Integer.parseInt(digits) >= 1
                && Integer.parseInt(digits) <= arguments.size()) {
            next = Integer.parseInt(digits) - 1;
        } else {
            badIndex = true;
        }
    }

    private void extra() {
        if (reordered || next >= arguments.size()) {
            return;
        }
        out.append("%!(EXTRA ");
        String between = "";
        for (Object argument : arguments.subList(next, arguments.size())) {
            out.append(between).append(argument == null ? "<nil>" : GoTypes.name(argument) + "=" + GoText.of(argument));
            between = ", ";
        }
        out.append(')');
    }
}
