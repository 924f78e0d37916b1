package dev.drover.template.functions;

import dev.drover.template.Call;
import dev.drover.template.FunctionException;
import dev.drover.template.Functions;
import dev.drover.template.value.GoDuration;
import dev.drover.template.value.TimeLayout;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;

/** Times and durations. The zone of a task is UTC when nothing else is said. */
final class SprigTimes {
    private static final String DATE = "2006-01-02";

    private final InstantSource clock;

    private SprigTimes(InstantSource clock) {
        this.clock = clock;
    }

    static Functions functions(InstantSource clock) {
        SprigTimes times = new SprigTimes(clock);
        Functions.Builder builder = Functions.builder()
                .add("now", 0, call -> times.now())
                .add("date", 2, call -> TimeLayout.format(times.time(call, 1), call.text(0)))
                .add("htmlDate", 1, call -> TimeLayout.format(times.time(call, 0), DATE))
                .add("htmlDateInZone", 2, call -> TimeLayout.format(inZone(times.time(call, 0), call.text(1)), DATE))
                .add("unixEpoch", 1, call -> Long.toString(times.time(call, 0).toEpochSecond()))
                .add(
                        "ago",
                        1,
                        call -> GoDuration.text(Duration.ofSeconds(Duration.between(times.time(call, 0), times.now())
                                .plusMillis(500)
                                .toSeconds())))
                .add("duration", 1, call -> GoDuration.text(Duration.ofSeconds(Casts.whole(call.value(0)))))
                .add("durationRound", 1, times::rounded);
        for (String name : List.of("dateInZone", "date_in_zone")) {
            builder.add(name, 3, call -> TimeLayout.format(inZone(times.time(call, 1), call.text(2)), call.text(0)));
        }
        for (String name : List.of("dateModify", "date_modify", "mustDateModify", "must_date_modify")) {
            builder.add(name, 2, call -> times.time(call, 1).plus(GoDuration.parse(call.text(0))));
        }
        return builder.build();
    }

    private ZonedDateTime now() {
        return clock.instant().atZone(ZoneOffset.UTC);
    }

    /** A time, or seconds since 1970; anything else is now. */
    private ZonedDateTime time(Call call, int index) {
        return switch (call.value(index)) {
            case ZonedDateTime time -> time;
            case Long seconds ->
                Instant.ofEpochSecond(Math.clamp(seconds, -1L << 40, 1L << 40)).atZone(ZoneOffset.UTC);
            case null -> now();
            default -> now();
        };
    }

    private static ZonedDateTime inZone(ZonedDateTime time, String zone) {
        try {
            return time.withZoneSameInstant(zone.isEmpty() || zone.equals("UTC") ? ZoneOffset.UTC : ZoneId.of(zone));
        } catch (DateTimeException unknown) {
            return time.withZoneSameInstant(ZoneOffset.UTC);
        }
    }

    /** Only the largest unit of a duration. */
    private String rounded(Call call) {
        Duration duration = switch (call.value(0)) {
            case Duration given -> given;
            case Long nanos -> Duration.ofNanos(nanos);
            case ZonedDateTime time -> Duration.between(time, now());
            case String text -> parsed(text);
            case null -> Duration.ZERO;
            default -> Duration.ZERO;
        };
        long seconds = duration.abs().toSeconds();
        List<String> units = List.of("y", "mo", "d", "h", "m", "s");
        long[] sizes = {31_536_000, 2_592_000, 86_400, 3_600, 60, 1};
        for (int i = 0; i < sizes.length; i++) {
            if (seconds >= sizes[i]) {
                return seconds / sizes[i] + units.get(i);
            }
        }
        return "0s";
    }

    private static Duration parsed(String text) {
        try {
            return GoDuration.parse(text);
        } catch (FunctionException notADuration) {
            return Duration.ZERO;
        }
    }
}
