package dev.drover.template.functions;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.drover.template.FunctionException;
import dev.drover.template.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Work on texts that several functions share. */
final class Texts {
    private static final int MAX_PATTERN = 10_000;

    private Texts() {}

    /** Cuts at every separator; an empty one cuts between characters. */
    static List<String> split(String text, String separator) {
        if (separator.isEmpty()) {
            return text.codePoints().mapToObj(Character::toString).toList();
        }
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
            parts.add(text.substring(from, at));
            from = at + separator.length();
        }
        parts.add(text.substring(from));
        return parts;
    }

    /** Takes the characters of a set away from the ends. */
    static String trim(String text, String set, boolean start, boolean end) {
        int from = 0;
        int to = text.length();
        while (start && from < to && set.indexOf(text.codePointAt(from)) >= 0) {
            from += Character.charCount(text.codePointAt(from));
        }
        while (end && to > from && set.indexOf(text.codePointBefore(to)) >= 0) {
            to -= Character.charCount(text.codePointBefore(to));
        }
        return text.substring(from, to);
    }

    /**
     * Every word begins with a capital letter; the rest stays.
     *
     * @param inside signs that belong to words as letters and digits do
     */
    static String title(String text, String inside) {
        StringBuilder out = new StringBuilder();
        int[] before = {' '};
        text.codePoints().forEach(letter -> {
            boolean within = Character.isLetterOrDigit(before[0]) || inside.indexOf(before[0]) >= 0;
            out.appendCodePoint(within ? letter : Character.toTitleCase(letter));
            before[0] = letter;
        });
        return out.toString();
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }

    static String replace(String text, String from, String to) {
        long places = from.isEmpty()
                ? text.length() + 1L
                : (text.length() - text.replace(from, "").length()) / from.length();
        requireLength(text.length() + places * to.length());
        return text.replace(from, to);
    }

    static String repeat(String text, long times) {
        if (times < 0) {
            throw new FunctionException("a text cannot be repeated " + times + " times");
        }
        requireLength(Math.multiplyExact(Math.min(times, Integer.MAX_VALUE), (long) text.length()));
        return text.repeat((int) Math.min(times, Integer.MAX_VALUE));
    }

    /** Refuses texts that are longer than a template may write. */
    static void requireLength(long length) {
        if (length > Limits.STANDARD.output()) {
            throw new FunctionException("the result is longer than " + Limits.STANDARD.output() + " characters");
        }
    }

    static String indent(String text, long spaces) {
        if (spaces < 0) {
            throw new FunctionException("the indent must not be negative");
        }
        String margin = repeat(" ", spaces);
        List<String> lines = split(text, "\n");
        requireLength(text.length() + lines.size() * (long) margin.length());
        return lines.stream().map(line -> margin + line).collect(Collectors.joining("\n"));
    }

    static Pattern pattern(String expression) {
        if (expression.length() > MAX_PATTERN) {
            throw new FunctionException("the expression is longer than " + MAX_PATTERN + " characters");
        }
        try {
            return Pattern.compile(expression);
        } catch (PatternSyntaxException fault) {
            throw new FunctionException("the expression is not understood: " + fault.getMessage());
        }
    }

    /** Replaces what matches; {@code $1}, <code>${1}</code> and <code>${name}</code> stand for groups, as in Go. */
    static String replaceAll(String expression, String text, String replacement) {
        return Replacement.replaceAll(pattern(expression), text, replacement);
    }
}
