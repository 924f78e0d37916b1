package dev.drover.model.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTextTest {
    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, 0, 0",
        "2026-11-23T00:53:12.50370709Z, 1795395192, 503707090",
        "2026-11-23T00:53:12.000000001Z, 1795395192, 1",
        "2026-11-23T00:53:12.5Z, 1795395192, 500000000",
        "0001-01-01T00:00:00Z, -62135596800, 0",
        "9999-12-31T23:59:59.999999999Z, 253402300799, 999999999",
        "-0001-12-31T23:59:59Z, -62167219201, 0",
    })
    void a_time_has_one_text(String text, long seconds, int nanos) {
        Instant time = Instant.ofEpochSecond(seconds, nanos);
        assertThat(TimeText.format(time)).isEqualTo(text);
        assertThat(TimeText.parse(text)).isEqualTo(time);
    }

    @Test
    void any_time_comes_back_and_is_read_as_the_library_reads_it() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            Instant time = Instant.ofEpochSecond(
                    random.nextLong(-62_135_596_800L, 253_402_300_800L),
                    i % 3 == 0
                            ? 0
                            : random.nextInt(1_000_000_000) / (i % 7 + 1) * (i % 5 == 0 ? 1000 : 1) % 1_000_000_000);
            String text = TimeText.format(time);
            assertThat(TimeText.parse(text)).isEqualTo(time);
            assertThat(OffsetDateTime.parse(text).toInstant()).isEqualTo(time);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-29T00:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-01-01T24:00:00Z",
                "2026-01-01T00:60:00Z",
                "2026-01-01T00:00:00.1234567890Z",
                "2026-01-01T00:00:00",
                "2026-01-01 00:00:00Z",
                "2026-01-01T00:00:0oZ",
                "Z",
                ""
            })
    void what_is_no_time_is_refused(String text) {
        assertThatThrownBy(() -> TimeText.parse(text)).isInstanceOf(DateTimeParseException.class);
    }

    @Test
    void other_offsets_and_short_forms_are_read_too() {
        assertThat(TimeText.parse("2026-01-31T12:00:00.5+02:00")).isEqualTo(Instant.parse("2026-01-31T10:00:00.5Z"));
        assertThat(TimeText.parse("2026-01-31T12:00Z")).isEqualTo(Instant.parse("2026-01-31T12:00:00Z"));
    }
}
