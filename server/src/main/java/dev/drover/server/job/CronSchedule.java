package dev.drover.server.job;

import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.drover.model.job.PeriodicConfig;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * When a periodic job is due. The usual five fields, six with a year at the end, seven with seconds at the front, or a word
 * like {@code @daily}. Several expressions: the earliest counts.
 */
public final class CronSchedule {
    private static final Map<String, String> WORDS = Map.of(
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *",
            "@monthly", "0 0 1 * *",
            "@weekly", "0 0 * * 0",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@hourly", "0 * * * *");

    private final List<ExecutionTime> times;
    private final ZoneId zone;

    private CronSchedule(List<ExecutionTime> times, ZoneId zone) {
        this.times = times;
        this.zone = zone;
    }

    /**
     * Reads the expressions of a job.
     *
     * @throws IllegalArgumentException with the reason when one of them or the time zone is not understood
     */
    public static CronSchedule of(PeriodicConfig periodic) {
        List<String> expressions = new ArrayList<>(periodic.specs());
        if (!periodic.spec().isEmpty()) {
            expressions.add(periodic.spec());
        }
        List<ExecutionTime> times =
                expressions.stream().map(CronSchedule::parse).toList();
        try {
            return new CronSchedule(times, ZoneId.of(periodic.timeZone().isEmpty() ? "UTC" : periodic.timeZone()));
        } catch (DateTimeException unknown) {
            throw new IllegalArgumentException("unknown time zone \"" + periodic.timeZone() + "\"", unknown);
        }
    }

    private static ExecutionTime parse(String expression) {
        String fields = WORDS.getOrDefault(expression.strip().toLowerCase(Locale.ROOT), expression.strip())
                .replace('?', '*');
        int count = fields.split("\\s+").length;
        return ExecutionTime.forCron(new CronParser(definition(count)).parse(fields));
    }

    /** Definitions without question marks: with them, day of month and day of week would both have to fit. */
    private static CronDefinition definition(int fields) {
        CronDefinitionBuilder builder = CronDefinitionBuilder.defineCron();
        if (fields == 7) {
            builder = builder.withSeconds().withValidRange(0, 59).and();
        }
        builder = builder.withMinutes().withValidRange(0, 59).and();
        builder = builder.withHours().withValidRange(0, 23).and();
        builder = builder.withDayOfMonth()
                .withValidRange(1, 31)
                .supportsL()
                .supportsW()
                .supportsLW()
                .and();
        builder = builder.withMonth().withValidRange(1, 12).and();
        builder = builder.withDayOfWeek()
                .withValidRange(0, 7)
                .withMondayDoWValue(1)
                .withIntMapping(7, 0)
                .supportsHash()
                .supportsL()
                .and();
        if (fields >= 6) {
            builder = builder.withYear().withValidRange(1970, 2199).and();
        }
        return builder.instance();
    }

    /** The first time after the given one, or nothing when there is none. */
    public Optional<Instant> nextAfter(Instant time) {
        ZonedDateTime start = time.atZone(zone);
        return times.stream()
                .flatMap(cron -> cron.nextExecution(start).stream())
                .map(ZonedDateTime::toInstant)
                .min(Comparator.naturalOrder());
    }

    /** The last time at or before the given one, or nothing when there was none. */
    public Optional<Instant> lastAt(Instant time) {
        ZonedDateTime end = time.plusNanos(1).atZone(zone);
        return times.stream()
                .flatMap(cron -> cron.lastExecution(end).stream())
                .map(ZonedDateTime::toInstant)
                .max(Comparator.naturalOrder());
    }
}
