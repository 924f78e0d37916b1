package dev.drover.model.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "1h30m5s, PT1H30M5S",
        "250ms, PT0.25S",
        "1.5s, PT1.5S",
        ".5s, PT0.5S",
        "5.s, PT5S",
        "3us, PT0.000003S",
        "3µs, PT0.000003S",
        "7ns, PT0.000000007S",
        "-2m, PT-2M",
        "+2m, PT2M",
        "0, PT0S",
        "90m, PT1H30M"
    })
    void texts_with_units_are_read(String text, Duration expected) {
        assertThat(Durations.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "5", "s", "1x", "1.2.3s", ".s", "1h ", "1 h", "1d", "300y", "0h0", "1H"})
    void anything_else_is_refused_with_an_example(String text) {
        assertThatThrownBy(() -> Durations.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"1h30m\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2562048h", "9999999999999999999h"})
    void more_than_64_bits_of_nanoseconds_is_refused(String text) {
        assertThatThrownBy(() -> Durations.parse(text)).hasMessageContaining("292 years");
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0s",
        "PT90S, 1m30s",
        "PT1H, 1h0m0s",
        "PT1.5S, 1.5s",
        "PT0.25S, 250ms",
        "PT0.0001663S, 166.3µs",
        "PT0.000000005S, 5ns",
        "PT-1M, -1m0s",
        "PT100H, 100h0m0s",
        "PT0.000166368S, 166.368µs",
        "PT1H1M6S, 1h1m6s",
        "PT935H6M27S, 935h6m27s",
        "PT1M, 1m0s",
        "PT0.05S, 50ms",
        "PT-1S, -1s"
    })
    void durations_print_as_go_prints_them(Duration duration, String expected) {
        assertThat(Durations.format(duration)).isEqualTo(expected);
    }

    @Property
    void what_is_printed_reads_back(@ForAll long nanos) {
        Duration duration = Duration.ofNanos(nanos == Long.MIN_VALUE ? 0 : nanos);
        assertThat(Durations.parse(Durations.format(duration))).isEqualTo(duration);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "30 ~ \"30\" has no unit; write \"30s\" for seconds",
                "1d ~ \"1d\" has the unit \"d\", which is none of h, m, s, ms, us, ns",
                "s ~ \"s\" has no number"
            })
    void the_fault_says_what_is_missing(String text, String expected) {
        assertThatThrownBy(() -> Durations.parse(text)).hasMessageStartingWith(expected);
    }
}
