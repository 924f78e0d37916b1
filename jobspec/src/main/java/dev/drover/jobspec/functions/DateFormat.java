package dev.drover.jobspec.functions;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.TextStyle;
import java.util.Locale;

/**
 * The format of {@code formatdate}: repeated letters stand for parts of the time, text in single quotes for itself, as does everything that is
 * no letter.
 */
final class DateFormat {
    private final Arguments arguments;
    private final String spec;
    private final OffsetDateTime time;
    private final StringBuilder result = new StringBuilder();

    DateFormat(Arguments arguments, String spec, OffsetDateTime time) {
        this.arguments = arguments;
        this.spec = spec;
        this.time = time;
    }

    String format() {
        int index = 0;
        while (index < spec.length()) {
            char character = spec.charAt(index);
            if (character == '\'') {
                index = quoted(index + 1);
            } else if (isLetter(character)) {
                int end = index;
                while (end < spec.length() && spec.charAt(end) == character) {
                    end++;
                }
                result.append(token(spec.substring(index, end)));
                index = end;
            } else {
                result.append(character);
                index++;
            }
        }
        return result.toString();
    }

    private static boolean isLetter(char character) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
    }

    /** Text up to the closing quote; two quotes are one. */
    private int quoted(int start) {
        int index = start;
        while (index < spec.length()) {
            char character = spec.charAt(index++);
            if (character != '\'') {
                result.append(character);
            } else if (index < spec.length() && spec.charAt(index) == '\'') {
                result.append('\'');
                index++;
            } else {
                return index;
            }
        }
        throw arguments.fault(0, "has a quote that is never closed");
    }

    private String token(String token) {
        return switch (token) {
            case "YYYY" -> "%04d".formatted(time.getYear());
            case "YY" -> "%02d".formatted(Math.floorMod(time.getYear(), 100));
            case "MMMM" -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case "MMM" -> time.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            case "MM" -> "%02d".formatted(time.getMonthValue());
            case "M" -> Integer.toString(time.getMonthValue());
            case "DD" -> "%02d".formatted(time.getDayOfMonth());
            case "D" -> Integer.toString(time.getDayOfMonth());
            case "EEEE" -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case "EEE" -> time.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            case "hh" -> "%02d".formatted(time.getHour());
            case "h" -> Integer.toString(time.getHour());
            case "HH" -> "%02d".formatted(twelfth());
            case "H" -> Integer.toString(twelfth());
            case "AA" -> time.getHour() < 12 ? "AM" : "PM";
            case "aa" -> time.getHour() < 12 ? "am" : "pm";
            case "mm" -> "%02d".formatted(time.getMinute());
            case "m" -> Integer.toString(time.getMinute());
            case "ss" -> "%02d".formatted(time.getSecond());
            case "s" -> Integer.toString(time.getSecond());
            case "ZZZZZ" -> offset("+HH:MM", "+00:00");
            case "ZZZZ" -> offset("+HHMM", "+0000");
            case "ZZZ" -> time.getOffset().getTotalSeconds() == 0 ? "UTC" : offset("+HHMM", "+0000");
            case "Z" -> offset("+HH:MM", "Z");
            default ->
                throw arguments.fault(
                        0,
                        "has \"" + token
                                + "\", which stands for nothing; put text that is meant as it is in single quotes");
        };
    }

    private int twelfth() {
        return time.getHour() % 12 == 0 ? 12 : time.getHour() % 12;
    }

    private String offset(String pattern, String none) {
        return time.getOffset().getTotalSeconds() == 0
                ? none
                : new DateTimeFormatterBuilder()
                        .appendOffset(pattern, none)
                        .toFormatter(Locale.ROOT)
                        .format(time);
    }
}
