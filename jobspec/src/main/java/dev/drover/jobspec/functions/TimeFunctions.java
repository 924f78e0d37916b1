package dev.drover.jobspec.functions;

import dev.drover.jobspec.value.Value;
import dev.drover.model.text.Durations;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/** Functions of points in time, which are RFC 3339 texts. */
final class TimeFunctions {
    private TimeFunctions() {}

    static void define(Catalog catalog) {
        catalog.define("timeadd(timestamp, duration)", TimeFunctions::add);
        catalog.define(
                "formatdate(spec, timestamp)", a -> Value.of(new DateFormat(a, a.text(0), timestamp(a, 1)).format()));
    }

    private static Value add(Arguments arguments) {
        OffsetDateTime start = timestamp(arguments, 0);
        try {
            OffsetDateTime end = start.plus(Durations.parse(arguments.text(1)));
            if (end.getYear() < 0 || end.getYear() > 9999) {
                throw arguments.fault(1, "leads to a year that a timestamp cannot hold");
            }
            return Value.of(end.format(DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssXXX")));
        } catch (IllegalArgumentException fault) {
            throw arguments.fault(1, "is no duration: " + fault.getMessage());
        } catch (DateTimeException | ArithmeticException fault) {
            throw arguments.fault(1, "leads to a year that a timestamp cannot hold");
        }
    }

    private static OffsetDateTime timestamp(Arguments arguments, int index) {
        String text = arguments.text(index);
        try {
            return OffsetDateTime.parse(text);
        } catch (DateTimeParseException fault) {
            throw arguments.fault(index, "must be a timestamp such as 2026-01-31T12:00:00Z, found \"" + text + "\"");
        }
    }
}
