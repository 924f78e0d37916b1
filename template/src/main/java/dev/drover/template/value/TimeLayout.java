package dev.drover.template.value;

import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes times by Go's layouts, which spell out how a certain second of 2006 would be written. */
public final class TimeLayout {
    /** In the order in which Go looks for them where several begin alike. */
    private static final Pattern PARTS = Pattern.compile(String.join(
            "|",
            List.of(
                    "January",
                    "Jan(?![a-z])",
                    "Monday",
                    "Mon(?![a-z])",
                    "MST",
                    "2006",
                    "__2",
                    "002",
                    "01",
                    "02",
                    "03",
                    "04",
                    "05",
                    "06",
                    "Z07:00:00",
                    "Z070000",
                    "Z07:00",
                    "Z0700",
                    "Z07",
                    "-07:00:00",
                    "-070000",
                    "-07:00",
                    "-0700",
                    "-07",
                    "[.,]0+(?![0-9])",
                    "[.,]9+(?![0-9])",
                    "15",
                    "1",
                    "_2006",
                    "_2",
                    "2",
                    "3",
                    "4",
                    "5",
                    "PM",
                    "pm")));

    private TimeLayout() {}

    public static String format(ZonedDateTime time, String layout) {
        Matcher part = PARTS.matcher(layout);
        StringBuilder out = new StringBuilder();
        while (part.find()) {
            part.appendReplacement(out, Matcher.quoteReplacement(part(time, part.group())));
        }
        return part.appendTail(out).toString();
    }

    private static String part(ZonedDateTime time, String part) {
        return switch (part) {
            case "January" -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case "Jan" ->
                time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH).substring(0, 3);
            case "Monday" -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case "Mon" ->
                time.getDayOfWeek()
                        .getDisplayName(TextStyle.FULL, Locale.ENGLISH)
                        .substring(0, 3);
            case "MST" -> zone(time);
            case "2006" -> number(time.getYear(), 4, '0');
            case "_2006" -> "_" + number(time.getYear(), 4, '0');
            case "06" -> number(time.getYear() % 100, 2, '0');
            case "01" -> number(time.getMonthValue(), 2, '0');
            case "1" -> number(time.getMonthValue(), 1, '0');
            case "02" -> number(time.getDayOfMonth(), 2, '0');
            case "_2" -> number(time.getDayOfMonth(), 2, ' ');
            case "2" -> number(time.getDayOfMonth(), 1, '0');
            case "002" -> number(time.getDayOfYear(), 3, '0');
            case "__2" -> number(time.getDayOfYear(), 3, ' ');
            case "15" -> number(time.getHour(), 2, '0');
            case "03" -> number(hourOfHalf(time), 2, '0');
            case "3" -> number(hourOfHalf(time), 1, '0');
            case "04" -> number(time.getMinute(), 2, '0');
            case "4" -> number(time.getMinute(), 1, '0');
            case "05" -> number(time.getSecond(), 2, '0');
            case "5" -> number(time.getSecond(), 1, '0');
            case "PM" -> time.getHour() < 12 ? "AM" : "PM";
            case "pm" -> time.getHour() < 12 ? "am" : "pm";
            default -> part.charAt(0) == '.' || part.charAt(0) == ',' ? fraction(time, part) : offset(time, part);
        };
    }

    private static int hourOfHalf(ZonedDateTime time) {
        return time.getHour() % 12 == 0 ? 12 : time.getHour() % 12;
    }

    private static String number(int value, int width, char fill) {
        String digits = Integer.toString(value);
        return Character.toString(fill).repeat(Math.max(0, width - digits.length())) + digits;
    }

    private static String zone(ZonedDateTime time) {
        if (time.getOffset().getTotalSeconds() == 0 && !time.getZone().getId().contains("/")) {
            return "UTC";
        }
        String name = java.time.format.DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH)
                .format(time);
        return name.matches("[A-Z]{3,4}")
                ? name
                : offset(time, time.getOffset().getTotalSeconds() % 3600 == 0 ? "-07" : "-0700");
    }

    private static String fraction(ZonedDateTime time, String part) {
        int digits = Math.min(part.length() - 1, 9);
        String nanos = number(time.getNano(), 9, '0').substring(0, digits);
        if (part.charAt(1) == '0') {
            return part.charAt(0) + nanos;
        }
        String shortened = nanos.replaceFirst("0+$", "");
        return shortened.isEmpty() ? "" : part.charAt(0) + shortened;
    }

    private static String offset(ZonedDateTime time, String part) {
        int seconds = time.getOffset().getTotalSeconds();
        if (part.startsWith("Z") && seconds == 0) {
            return "Z";
        }
        String colon = part.contains(":") ? ":" : "";
        int size = Math.abs(seconds);
        StringBuilder out = new StringBuilder(seconds < 0 ? "-" : "+").append(number(size / 3600, 2, '0'));
        int digits = part.replace(":", "").length() - 1;
        if (digits >= 4) {
            out.append(colon).append(number(size / 60 % 60, 2, '0'));
        }
        if (digits >= 6) {
            out.append(colon).append(number(size % 60, 2, '0'));
        }
        return out.toString();
    }
}
