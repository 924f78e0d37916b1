package dev.drover.template.value;

import dev.drover.template.FunctionException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The methods of times and durations. */
public final class TimeMembers {
    private TimeMembers() {}

    public static Optional<GoObject.Member> of(ZonedDateTime time, String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "Year" -> whole(time.getYear());
                    case "Month" -> text(time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
                    case "Day" -> whole(time.getDayOfMonth());
                    case "Hour" -> whole(time.getHour());
                    case "Minute" -> whole(time.getMinute());
                    case "Second" -> whole(time.getSecond());
                    case "Nanosecond" -> whole(time.getNano());
                    case "YearDay" -> whole(time.getDayOfYear());
                    case "Weekday" -> text(time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
                    case "Unix" -> whole(time.toEpochSecond());
                    case "UnixMilli" -> whole(time.toInstant().toEpochMilli());
                    case "UnixNano" -> whole(time.toEpochSecond() * 1_000_000_000L + time.getNano());
                    case "UTC" -> arguments -> time.withZoneSameInstant(ZoneOffset.UTC);
                    case "String" -> text(GoText.of(time));
                    case "Format" -> arguments -> TimeLayout.format(time, (String) only(arguments, String.class));
                    case "Add" -> arguments -> time.plus((Duration) only(arguments, Duration.class));
                    case "Sub" ->
                        arguments -> Duration.between((ZonedDateTime) only(arguments, ZonedDateTime.class), time);
                    case "Before" -> arguments -> time.isBefore((ZonedDateTime) only(arguments, ZonedDateTime.class));
                    case "After" -> arguments -> time.isAfter((ZonedDateTime) only(arguments, ZonedDateTime.class));
                    default -> null;
                });
    }

    public static Optional<GoObject.Member> of(Duration duration, String name) {
        long nanos = GoDuration.nanos(duration);
        return Optional.ofNullable(
                switch (name) {
                    case "Hours" -> (GoObject.Member) arguments -> nanos / 3.6e12;
                    case "Minutes" -> arguments -> nanos / 6e10;
                    case "Seconds" -> arguments -> nanos / 1e9;
                    case "Milliseconds" -> whole(nanos / 1_000_000);
                    case "Microseconds" -> whole(nanos / 1_000);
                    case "Nanoseconds" -> whole(nanos);
                    case "String" -> text(GoDuration.text(duration));
                    default -> null;
                });
    }

    private static GoObject.Member whole(long value) {
        return arguments -> value;
    }

    private static GoObject.Member text(String value) {
        return arguments -> value;
    }

    private static Object only(List<? extends @Nullable Object> arguments, Class<?> type) {
        Object argument = arguments.size() == 1 ? arguments.getFirst() : null;
        if (!type.isInstance(argument)) {
            throw new FunctionException("the method takes one argument, a " + type.getSimpleName());
        }
        return type.cast(argument);
    }
}
