package dev.drover.server.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.model.job.PeriodicConfigBuilder;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronScheduleTest {
    private static CronSchedule schedule(String spec, String zone) {
        return CronSchedule.of(
                PeriodicConfigBuilder.builder().spec(spec).timeZone(zone).build());
    }

    @ParameterizedTest
    @CsvSource({
        "*/15 * * * *, 2026-01-01T00:15:00Z",
        "@daily, 2026-01-02T00:00:00Z",
        "0 9 * * MON, 2026-01-05T09:00:00Z",
        "0 0 ? * 0, 2026-01-04T00:00:00Z",
        "0 0 L * *, 2026-01-31T00:00:00Z",
        "*/10 * * * * * *, 2026-01-01T00:00:10Z",
        "0 0 13 * FRI, 2026-01-02T00:00:00Z",
    })
    void the_next_time_follows_the_expression(String spec, Instant expected) {
        assertThat(schedule(spec, "").nextAfter(Instant.parse("2026-01-01T00:00:00Z")))
                .contains(expected);
    }

    @Test
    void an_hour_that_is_skipped_in_spring_waits_for_the_next_day() {
        assertThat(schedule("30 2 * * *", "America/New_York").nextAfter(Instant.parse("2026-03-08T06:00:00Z")))
                .contains(Instant.parse("2026-03-09T06:30:00Z"));
    }

    @Test
    void an_impossible_date_never_comes() {
        assertThat(schedule("0 0 30 2 *", "").nextAfter(Instant.parse("2026-01-01T00:00:00Z")))
                .isEmpty();
    }

    @Test
    void what_is_not_understood_is_refused() {
        assertThatThrownBy(() -> schedule("61 * * * *", "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> schedule("@daily", "Mars/Base"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Mars/Base");
    }
}
