package dev.drover.cli.text;

import dev.drover.model.text.Durations;
import dev.drover.model.wire.Defaults;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Points in time, seen from a clock in its zone. */
public final class Times {
    private static final String NOT_YET = "N/A";

    private final Clock clock;

    public Times(Clock clock) {
        this.clock = clock;
    }

    public Instant now() {
        return clock.instant();
    }

    /** RFC 3339 to the second, such as {@code 2026-11-23T00:53:12Z}. */
    public String at(Instant time) {
        OffsetDateTime local = time.atZone(clock.getZone()).toOffsetDateTime().truncatedTo(ChronoUnit.SECONDS);
        // Not the default text, which leaves out seconds that are zero.
        return String.format(
                "%04d-%02d-%02dT%02d:%02d:%02d%s",
                local.getYear(),
                local.getMonthValue(),
                local.getDayOfMonth(),
                local.getHour(),
                local.getMinute(),
                local.getSecond(),
                local.getOffset());
    }

    public String at(long nanosSinceEpoch) {
        return at(instant(nanosSinceEpoch));
    }

    /** As {@link #at(Instant)}, or that it has not happened. */
    public String ifSet(@Nullable Instant time) {
        return time == null || time.equals(Defaults.NO_TIME) || time.equals(Instant.EPOCH) ? NOT_YET : at(time);
    }

    public static Instant instant(long nanosSinceEpoch) {
        return Instant.ofEpochSecond(0, nanosSinceEpoch);
    }

    /** Such as {@code 1m5s ago}; nothing for a time that was never set. */
    public String since(long nanosSinceEpoch) {
        return nanosSinceEpoch == 0 ? "" : since(instant(nanosSinceEpoch));
    }

    /** Such as {@code 1m5s ago} or {@code 3h from now}: the two largest units that are not zero, next to each other. */
    public String since(Instant time) {
        Instant now = now().truncatedTo(ChronoUnit.SECONDS);
        Instant then = time.truncatedTo(ChronoUnit.SECONDS);
        boolean past = !then.isAfter(now);
        return distance(past ? then : now, past ? now : then) + (past ? " ago" : " from now");
    }

    /** Relative for people, absolute when details were asked for. */
    public String shown(long nanosSinceEpoch, boolean verbose) {
        return verbose ? at(nanosSinceEpoch) : since(nanosSinceEpoch);
    }

    /** How long from now, to the second, such as {@code 935h6m27s}. */
    public String untilInSeconds(Instant time) {
        return Durations.format(Duration.between(now(), time).plusMillis(500).truncatedTo(ChronoUnit.SECONDS));
    }

    private String distance(Instant from, Instant to) {
        OffsetDateTime start = from.atZone(clock.getZone()).toOffsetDateTime();
        OffsetDateTime end = to.atZone(clock.getZone()).toOffsetDateTime();
        Period days = Period.between(start.toLocalDate(), end.toLocalDate());
        if (end.toLocalTime().isBefore(start.toLocalTime())) {
            days = Period.between(start.toLocalDate(), end.toLocalDate().minusDays(1));
        }
        Duration rest = Duration.between(start.plus(days), end);
        long[] amounts = {
            days.getYears(),
            days.getMonths(),
            days.getDays(),
            rest.toHours(),
            rest.toMinutesPart(),
            rest.toSecondsPart()
        };
        String[] units = {"y", "mo", "d", "h", "m", "s"};
        List<String> parts = new ArrayList<>();
        for (int unit = 0; unit < units.length && parts.size() < 2; unit++) {
            if (amounts[unit] > 0) {
                parts.add(amounts[unit] + units[unit]);
            } else if (!parts.isEmpty()) {
                break;
            }
        }
        return parts.isEmpty() ? "0s" : String.join("", parts);
    }
}
