package dev.drover.model.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.Locale;

/**
 * Times as RFC 3339 has them. An allocation has several, so the form that nearly all of them have, {@code 2026-01-31T12:00:00.5Z}, is written
 * and read digit by digit, and only the rest by the formatters of the library.
 */
final class TimeText {
    private static final int MAX_YEAR = 9999;
    private static final int NANO_DIGITS = 9;
    private static final int FRACTION = 20;

    /** As many digits of a second as are needed, as Go writes times. */
    private static final DateTimeFormatter RFC_3339 = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, NANO_DIGITS, true)
            .appendOffset("+HH:MM", "Z")
            .toFormatter(Locale.ROOT);

    private TimeText() {}

    static String format(Instant time) {
        int nano = time.getNano();
        LocalDateTime utc = LocalDateTime.ofEpochSecond(time.getEpochSecond(), nano, ZoneOffset.UTC);
        if (utc.getYear() < 0 || utc.getYear() > MAX_YEAR) {
            return RFC_3339.format(time.atOffset(ZoneOffset.UTC));
        }
        StringBuilder text = new StringBuilder("uuuu-MM-ddTHH:mm:ss.nnnnnnnnnZ".length());
        digits(text, utc.getYear(), 4);
        digits(text.append('-'), utc.getMonthValue(), 2);
        digits(text.append('-'), utc.getDayOfMonth(), 2);
        digits(text.append('T'), utc.getHour(), 2);
        digits(text.append(':'), utc.getMinute(), 2);
        digits(text.append(':'), utc.getSecond(), 2);
        if (nano > 0) {
            digits(text.append('.'), nano, NANO_DIGITS);
            while (text.charAt(text.length() - 1) == '0') {
                text.setLength(text.length() - 1);
            }
        }
        return text.append('Z').toString();
    }

    private static void digits(StringBuilder text, int number, int width) {
        for (int least = tenTo(width - 1); least > 0; least /= 10) {
            text.append((char) ('0' + number / least % 10));
        }
    }

    private static int tenTo(int exponent) {
        int power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }

    /**
     * The time.
     *
     * @throws DateTimeParseException for what is none
     */
    static Instant parse(String text) {
        return isPlain(text) ? plain(text) : OffsetDateTime.parse(text).toInstant();
    }

    /** Digits and signs where they belong, in UTC; whether the numbers are a date is not asked. */
    private static boolean isPlain(String text) {
        int end = text.length() - 1;
        if (end < FRACTION - 1 || end == FRACTION || end > FRACTION + NANO_DIGITS || text.charAt(end) != 'Z') {
            return false;
        }
        for (int i = 0; i < end; i++) {
            char expected = switch (i) {
                case 4, 7 -> '-';
                case 10 -> 'T';
                case 13, 16 -> ':';
                case 19 -> '.';
                default -> '0';
            };
            char found = text.charAt(i);
            if (expected == '0' ? found < '0' || found > '9' : found != expected) {
                return false;
            }
        }
        return true;
    }

    private static Instant plain(String text) {
        int end = text.length() - 1;
        int nano = end > FRACTION ? number(text, FRACTION, end) * tenTo(FRACTION + NANO_DIGITS - end) : 0;
        try {
            return LocalDateTime.of(
                            number(text, 0, 4),
                            number(text, 5, 7),
                            number(text, 8, 10),
                            number(text, 11, 13),
                            number(text, 14, 16),
                            number(text, 17, 19),
                            nano)
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException fault) {
            throw new DateTimeParseException(String.valueOf(fault.getMessage()), text, 0, fault);
        }
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }
}
